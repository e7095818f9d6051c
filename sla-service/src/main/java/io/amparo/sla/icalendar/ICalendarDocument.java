package io.amparo.sla.icalendar;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import biweekly.io.TimezoneInfo;
import biweekly.property.ICalProperty;
import biweekly.util.DateTimeComponents;
import biweekly.util.Frequency;
import biweekly.util.ICalDate;
import biweekly.util.Recurrence;
import io.amparo.platform.Adapter;
import io.amparo.sla.calendar.CalendarText;
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
import java.util.TimeZone;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Converts the events of an iCalendar file (RFC 5545) to closures of a calendar, between two inclusive dates of its zone. */
@Adapter
final class ICalendarDocument {
    private static final int MOST_REPETITIONS = 100_000;
    private static final TimeZone UTC = TimeZone.getTimeZone(ZoneOffset.UTC);
    private static final Set<Frequency> MORE_THAN_DAILY = Set.of(Frequency.SECONDLY, Frequency.MINUTELY, Frequency.HOURLY);

    /** An event without a usable closure; {@code reason} is a code of the messages {@code import.<code>}. */
    record Unusable(String name, String start, String reason) {}

    record Content(List<DatedWindow> closures, List<Unusable> unusable) {}

    private static final class NoClosure extends Exception {
        NoClosure(String reason) {
            super(reason);
        }
    }

    private final ZoneId zone;
    private final LocalDate first;
    private final LocalDate last;
    private int repetitions;

    ICalendarDocument(ZoneId zone, LocalDate first, LocalDate last) {
        this.zone = zone;
        this.first = first;
        this.last = last;
    }

    /** @throws IllegalArgumentException if the text is not an iCalendar file, or has more than 100,000 occurrences */
    Content read(String text) {
        var files = Biweekly.parse(text).all();
        if (files.isEmpty()) throw new IllegalArgumentException("text has no VCALENDAR");
        var closures = new TreeSet<DatedWindow>(BY_TIME);
        var unusable = new ArrayList<Unusable>();
        for (var file : files) {
            var moved = moved(file);
            for (var event : file.getEvents()) {
                try {
                    closures.addAll(closures(event, file.getTimezoneInfo(), moved));
                } catch (NoClosure not) {
                    unusable.add(new Unusable(name(event), start(event), String.valueOf(not.getMessage())));
                }
            }
        }
        return new Content(List.copyOf(closures), unusable);
    }

    private static final Comparator<DatedWindow> BY_TIME = Comparator.comparing(DatedWindow::date)
            .thenComparing(DatedWindow::from).thenComparing(DatedWindow::to);

    /** Returns the occurrences that events with a RECURRENCE-ID override, by the UID of the recurring event. */
    private Map<String, Set<Instant>> moved(ICalendar file) {
        var moved = new HashMap<String, Set<Instant>>();
        for (var event : file.getEvents()) {
            var instead = event.getRecurrenceId();
            if (instead == null || event.getUid() == null) continue;
            try {
                var zone = instead.getValue().hasTime() ? zone(instead, instead.getValue(), file.getTimezoneInfo()) : UTC;
                moved.computeIfAbsent(event.getUid().getValue(), _ -> new HashSet<>()).add(instant(instead.getValue(), zone));
            } catch (NoClosure unreadable) {
                // The overriding event is reported as unusable later; the occurrence that it overrides stays.
                continue;
            }
        }
        return moved;
    }

    private List<DatedWindow> closures(VEvent event, TimezoneInfo zones, Map<String, Set<Instant>> moved) throws NoClosure {
        if (event.getStatus() != null && event.getStatus().isCancelled()) throw new NoClosure("cancelled");
        if (event.getDateStart() == null || event.getDateStart().getValue() == null) throw new NoClosure("no-start");
        var begin = event.getDateStart().getValue();
        var own = begin.hasTime() ? zone(event.getDateStart(), begin, zones) : UTC;
        var lasting = lasting(event, instant(begin, own), zones);
        if (lasting.isNegative() || lasting.isZero()) throw new NoClosure("no-duration");
        var starts = starts(event, own, zones);
        if (event.getRecurrenceId() == null && event.getUid() != null)
            starts.removeAll(moved.getOrDefault(event.getUid().getValue(), Set.of()));
        var days = new ArrayList<DatedWindow>();
        for (var start : starts) split(start, start.plus(lasting), begin.hasTime() ? zone : ZoneOffset.UTC, name(event), days);
        if (days.isEmpty()) throw new NoClosure("outside");
        return days;
    }

    private Duration lasting(VEvent event, Instant begin, TimezoneInfo zones) throws NoClosure {
        boolean wholeDays = !event.getDateStart().getValue().hasTime();
        var end = event.getDateEnd();
        if (end != null && end.getValue() != null) {
            var lasting = Duration.between(begin, instant(end.getValue(), wholeDays ? UTC : zone(end, end.getValue(), zones)));
            // Many calendar programs write the same date as start and end of a one-day event.
            return wholeDays && lasting.isZero() ? Duration.ofDays(1) : lasting;
        }
        if (event.getDuration() != null && event.getDuration().getValue() != null)
            return Duration.ofMillis(event.getDuration().getValue().toMillis());
        return wholeDays ? Duration.ofDays(1) : Duration.ZERO;
    }

    private Set<Instant> starts(VEvent event, TimeZone own, TimezoneInfo zones) throws NoClosure {
        var begin = event.getDateStart().getValue();
        var starts = new TreeSet<>(Set.of(instant(begin, own)));
        if (event.getRecurrenceRule() != null && event.getRecurrenceRule().getValue() != null)
            repeat(event.getRecurrenceRule().getValue(), begin, own, starts);
        for (var more : event.getRecurrenceDates())
            for (var date : more.getDates()) starts.add(instant(date, date.hasTime() ? zone(more, date, zones) : own));
        for (var less : event.getExceptionDates()) for (var date : less.getValues()) {
            var off = instant(date, date.hasTime() ? zone(less, date, zones) : own);
            // An EXDATE without a time excludes all occurrences that start on that date.
            starts.removeIf(start -> date.hasTime()
                    ? start.equals(off)
                    : !start.isBefore(off) && start.isBefore(off.plus(Duration.ofDays(1))));
        }
        return starts;
    }

    private void repeat(Recurrence rule, ICalDate begin, TimeZone own, Set<Instant> starts) throws NoClosure {
        if (MORE_THAN_DAILY.contains(rule.getFrequency()) || !rule.getByHour().isEmpty() || !rule.getByMinute().isEmpty()
                || !rule.getBySecond().isEmpty())
            throw new NoClosure("frequency");
        var until = rule.getUntil();
        var end = until == null
                ? Instant.MAX
                : until.hasTime()
                        ? instant(until, until.getRawComponents().isUtc() ? UTC : own)
                        : instant(until, own).plus(Duration.ofDays(1)).minusMillis(1);
        var stop = last.plusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant();
        var every = new Recurrence.Builder(rule).until((ICalDate) null).build().getDateIterator(Date.from(instant(begin, own)),
                own);
        while (every.hasNext()) {
            var start = every.next().toInstant();
            if (start.isAfter(end) || start.isAfter(stop)) return;
            if (++repetitions > MOST_REPETITIONS) throw new IllegalArgumentException("file has too many occurrences");
            starts.add(start);
        }
    }

    /** Splits the closure of one occurrence into one window per date. */
    private void split(Instant start, Instant end, ZoneId in, String name, List<DatedWindow> days) {
        var begin = start.atZone(in).toLocalDateTime();
        var stop = end.atZone(in).toLocalDateTime();
        var from = begin.toLocalDate().isBefore(first) ? first : begin.toLocalDate();
        for (var date = from; !date.isAfter(last) && date.atStartOfDay().isBefore(stop); date = date.plusDays(1)) {
            var opens = date.equals(begin.toLocalDate()) ? TimeOfDay.of(begin.toLocalTime()) : TimeOfDay.MIDNIGHT;
            var closes = date.equals(stop.toLocalDate()) ? TimeOfDay.of(stop.toLocalTime()) : TimeOfDay.END_OF_DAY;
            // In an overlap of the zone, an event can end at an earlier wall-clock time than it starts.
            if (opens.compareTo(closes) < 0) days.add(new DatedWindow(date, opens, closes, name));
        }
    }

    private TimeZone zone(ICalProperty property, ICalDate value, TimezoneInfo zones) throws NoClosure {
        if (value.getRawComponents() != null && value.getRawComponents().isUtc()) return UTC;
        var assigned = zones.getTimezone(property);
        var name = assigned == null ? property.getParameters().getTimezoneId() : assigned.getGlobalId();
        if (assigned != null && assigned.getComponent() != null) name = assigned.getComponent().getTimezoneId().getValue();
        if (name == null) return TimeZone.getTimeZone(zone);
        var known = known(name);
        if (known != null) return TimeZone.getTimeZone(known);
        // The TZID is defined by a VTIMEZONE in the file.
        if (assigned == null) throw new NoClosure("unknown-zone");
        return assigned.getTimeZone();
    }

    /** Finds the IANA zone in a prefixed TZID: {@code /example.org/Europe/Berlin} is Europe/Berlin. */
    private static @Nullable ZoneId known(String name) {
        var ids = ZoneId.getAvailableZoneIds();
        for (var rest = name; !rest.isEmpty(); rest = rest.substring(Math.max(0, rest.indexOf('/')) + 1)) {
            if (ids.contains(rest)) return ZoneId.of(rest);
            if (rest.indexOf('/') < 0) return null;
        }
        return null;
    }

    private static Instant instant(ICalDate date, TimeZone zone) {
        var written = date.getRawComponents();
        if (!date.hasTime())
            written = new DateTimeComponents(written.getYear(), written.getMonth(), written.getDate(), 0, 0, 0, false);
        return written.toDate(zone).toInstant();
    }

    private static String name(VEvent event) {
        var summary = event.getSummary() == null ? null : event.getSummary().getValue();
        var name = summary == null ? "" : summary.strip();
        return name.substring(0, Math.min(name.length(), CalendarText.LONGEST_NAME));
    }

    private static String start(VEvent event) {
        var start = event.getDateStart() == null ? null : event.getDateStart().getValue();
        return start == null ? "" : start.getRawComponents().toString(true, start.hasTime());
    }
}
