package io.amparo.sla.icalendar;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.util.Frequency;
import biweekly.util.ICalDate;
import biweekly.util.Recurrence;
import io.amparo.events.FieldLimits;
import io.amparo.platform.Adapter;
import io.amparo.sla.calendar.DatedWindow;
import io.amparo.sla.calendar.TimeOfDay;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TimeZone;
import java.util.TreeSet;

/** Converts the events of an iCalendar file (RFC 5545) to closures of a calendar, between two inclusive dates of its zone. */
@Adapter
final class ICalendarReader {
    private static final int MAX_OCCURRENCES = 100_000, MAX_CLOSURES = 20_000;
    private static final Set<Frequency> SUB_DAILY = Set.of(Frequency.SECONDLY, Frequency.MINUTELY, Frequency.HOURLY);

    /** An event without a usable closure; {@code reason} is a code of the messages {@code import.<code>}. */
    record UnusableEvent(String name, String start, String reason) {}

    record Content(List<DatedWindow> closures, List<UnusableEvent> unusable) {}

    private final ZoneId zone;
    private final LocalDate firstDate;
    private final LocalDate lastDate;
    private int occurrences, closureCount;

    ICalendarReader(ZoneId zone, LocalDate firstDate, LocalDate lastDate) {
        this.zone = zone;
        this.firstDate = firstDate;
        this.lastDate = lastDate;
    }

    /**
     * @throws IllegalArgumentException if the text is not an iCalendar file, has more than 100,000 occurrences, or more than
     *     20,000 closures
     */
    Content read(String text) {
        var files = Biweekly.parse(text).all();
        if (files.isEmpty()) throw new IllegalArgumentException("text has no VCALENDAR");
        var closures = new TreeSet<DatedWindow>(BY_TIME);
        var unusable = new ArrayList<UnusableEvent>();
        for (var file : files) {
            var zones = new EventZones(zone, file.getTimezoneInfo());
            var overridden = overriddenStarts(file, zones);
            for (var event : file.getEvents()) {
                try {
                    closures.addAll(closures(event, zones, overridden));
                } catch (UnusableEventException e) {
                    unusable.add(new UnusableEvent(name(event), start(event), String.valueOf(e.getMessage())));
                }
            }
        }
        return new Content(List.copyOf(closures), unusable);
    }

    private static final Comparator<DatedWindow> BY_TIME = Comparator.comparing(DatedWindow::date)
            .thenComparing(DatedWindow::from).thenComparing(DatedWindow::to);

    /** Returns the occurrences that events with a RECURRENCE-ID override, by the UID of the recurring event. */
    private Map<String, Set<Instant>> overriddenStarts(ICalendar file, EventZones zones) {
        var overridden = new HashMap<String, Set<Instant>>();
        for (var event : file.getEvents()) {
            var recurrenceId = event.getRecurrenceId();
            if (recurrenceId == null || event.getUid() == null) continue;
            try {
                var zone = recurrenceId.getValue().hasTime() ? zones.zone(recurrenceId, recurrenceId.getValue()) : EventZones.UTC;
                overridden.computeIfAbsent(event.getUid().getValue(), _ -> new HashSet<>())
                        .add(EventZones.instant(recurrenceId.getValue(), zone));
            } catch (UnusableEventException ignored) {
                // The overriding event is reported as unusable later; the occurrence that it overrides stays.
                continue;
            }
        }
        return overridden;
    }

    private List<DatedWindow> closures(VEvent event, EventZones zones, Map<String, Set<Instant>> overridden)
            throws UnusableEventException {
        if (event.getStatus() != null && event.getStatus().isCancelled()) throw new UnusableEventException("cancelled");
        if (event.getDateStart() == null || event.getDateStart().getValue() == null) throw new UnusableEventException("no-start");
        var begin = event.getDateStart().getValue();
        var eventZone = begin.hasTime() ? zones.zone(event.getDateStart(), begin) : EventZones.UTC;
        var duration = duration(event, EventZones.instant(begin, eventZone), zones);
        if (duration.isNegative() || duration.isZero()) throw new UnusableEventException("no-duration");
        var starts = starts(event, eventZone, zones);
        if (event.getRecurrenceId() == null && event.getUid() != null)
            starts.removeAll(overridden.getOrDefault(event.getUid().getValue(), Set.of()));
        var windows = new ArrayList<DatedWindow>();
        for (var start : starts)
            splitByDate(start, start.plus(duration), begin.hasTime() ? zone : ZoneOffset.UTC, name(event), windows);
        if (windows.isEmpty()) throw new UnusableEventException("outside");
        return windows;
    }

    private Duration duration(VEvent event, Instant begin, EventZones zones) throws UnusableEventException {
        boolean wholeDays = !event.getDateStart().getValue().hasTime();
        var end = event.getDateEnd();
        if (end != null && end.getValue() != null) {
            var duration = Duration.between(begin,
                    EventZones.instant(end.getValue(), wholeDays ? EventZones.UTC : zones.zone(end, end.getValue())));
            // Many calendar programs write the same date as start and end of a one-day event.
            return wholeDays && duration.isZero() ? Duration.ofDays(1) : duration;
        }
        if (event.getDuration() != null && event.getDuration().getValue() != null)
            return Duration.ofMillis(event.getDuration().getValue().toMillis());
        return wholeDays ? Duration.ofDays(1) : Duration.ZERO;
    }

    private SortedSet<Instant> starts(VEvent event, TimeZone eventZone, EventZones zones) throws UnusableEventException {
        var begin = event.getDateStart().getValue();
        SortedSet<Instant> starts = new TreeSet<>(Set.of(EventZones.instant(begin, eventZone)));
        if (event.getRecurrenceRule() != null && event.getRecurrenceRule().getValue() != null)
            addOccurrences(event.getRecurrenceRule().getValue(), begin, eventZone, starts);
        for (var rdate : event.getRecurrenceDates())
            for (var date : rdate.getDates())
                starts.add(EventZones.instant(date, date.hasTime() ? zones.zone(rdate, date) : eventZone));
        for (var exdate : event.getExceptionDates()) for (var date : exdate.getValues()) {
            var excluded = EventZones.instant(date, date.hasTime() ? zones.zone(exdate, date) : eventZone);
            // An EXDATE without a time excludes all occurrences that start on that date.
            starts.subSet(excluded, excluded.plus(date.hasTime() ? Duration.ofNanos(1) : Duration.ofDays(1))).clear();
        }
        return starts;
    }

    private void addOccurrences(Recurrence rule, ICalDate begin, TimeZone eventZone, Set<Instant> starts)
            throws UnusableEventException {
        if (SUB_DAILY.contains(rule.getFrequency()) || !rule.getByHour().isEmpty() || !rule.getByMinute().isEmpty()
                || !rule.getBySecond().isEmpty())
            throw new UnusableEventException("frequency");
        var until = rule.getUntil();
        var end = until == null
                ? Instant.MAX
                : until.hasTime()
                        ? EventZones.instant(until, until.getRawComponents().isUtc() ? EventZones.UTC : eventZone)
                        : EventZones.instant(until, eventZone).plus(Duration.ofDays(1)).minusMillis(1);
        var stop = lastDate.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant();
        var occurrence = new Recurrence.Builder(rule).until((ICalDate) null).build()
                .getDateIterator(Date.from(EventZones.instant(begin, eventZone)), eventZone);
        while (occurrence.hasNext()) {
            var start = occurrence.next().toInstant();
            if (start.isAfter(end) || start.isAfter(stop)) return;
            if (++occurrences > MAX_OCCURRENCES) throw new IllegalArgumentException("file has too many occurrences");
            starts.add(start);
        }
    }

    /** Splits the closure of one occurrence into one window per date. */
    private void splitByDate(Instant start, Instant end, ZoneId targetZone, String name, List<DatedWindow> windows) {
        var begin = start.atZone(targetZone).toLocalDateTime();
        var stop = end.atZone(targetZone).toLocalDateTime();
        var from = begin.toLocalDate().isBefore(firstDate) ? firstDate : begin.toLocalDate();
        for (var date = from; !date.isAfter(lastDate) && date.atStartOfDay().isBefore(stop); date = date.plusDays(1)) {
            var windowStart = date.equals(begin.toLocalDate()) ? TimeOfDay.of(begin.toLocalTime()) : TimeOfDay.MIDNIGHT;
            var windowEnd = date.equals(stop.toLocalDate()) ? TimeOfDay.of(stop.toLocalTime()) : TimeOfDay.END_OF_DAY;
            // In an overlap of the zone, an event can end at an earlier wall-clock time than it starts.
            if (windowStart.compareTo(windowEnd) < 0) windows.add(new DatedWindow(date, windowStart, windowEnd, name));
            if (++closureCount > MAX_CLOSURES) throw new IllegalArgumentException("file has too many closures");
        }
    }

    private static String name(VEvent event) {
        var summary = event.getSummary() == null ? null : event.getSummary().getValue();
        var name = summary == null ? "" : summary.strip();
        return name.substring(0, Math.min(name.length(), FieldLimits.NAME));
    }

    private static String start(VEvent event) {
        var start = event.getDateStart() == null ? null : event.getDateStart().getValue();
        return start == null ? "" : start.getRawComponents().toString(true, start.hasTime());
    }
}
