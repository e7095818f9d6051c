package io.amparo.sla.icalendar;

import biweekly.Biweekly;
import biweekly.ICalendar;
import biweekly.component.VEvent;
import io.amparo.events.FieldLimits;
import io.amparo.platform.Adapter;
import io.amparo.sla.calendar.DatedWindow;
import io.amparo.sla.calendar.TimeOfDay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Converts the events of an iCalendar file (RFC 5545) to closures of a calendar, between two inclusive dates of its zone. */
@Adapter
final class ICalendarReader {
    private static final int MAX_CLOSURES = 20_000;

    /** An event without a usable closure; {@code reason} is a code of the messages {@code import.<code>}. */
    record UnusableEvent(String name, String start, String reason) {}

    record Content(List<DatedWindow> closures, List<UnusableEvent> unusable) {}

    private final ZoneId zone;
    private final LocalDate firstDate;
    private final LocalDate lastDate;
    private int closureCount;

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
        var occurrences = new Occurrences(lastDate);
        for (var file : files) {
            var reasons = read(file, occurrences, closures);
            for (var event : file.getEvents())
                if (reasons.containsKey(event)) unusable.add(new UnusableEvent(name(event), start(event), reasons.get(event)));
        }
        return new Content(List.copyOf(closures), unusable);
    }

    /** Adds the closures of one VCALENDAR and returns its unusable events with their reasons. */
    private Map<VEvent, String> read(ICalendar file, Occurrences occurrences, SortedSet<DatedWindow> closures) {
        var reader = new SeriesReader(new EventZones(zone, file.getTimezoneInfo()), occurrences);
        var method = file.getMethod() == null ? null : file.getMethod().getValue();
        if ("CANCEL".equalsIgnoreCase(method))
            file.getEvents().forEach(event -> reader.reasons().put(event, "cancelled"));
        else
            EventSeries.of(file.getEvents()).forEach(reader::read);
        for (var result : reader.results()) {
            var windows = new ArrayList<DatedWindow>();
            result.occurrences().forEach((start, duration) -> splitByDate(start, start.plus(duration),
                    result.wholeDays() ? ZoneOffset.UTC : zone, name(result.event()), windows));
            if (windows.isEmpty() && !result.occurrences().isEmpty()) reader.reasons().put(result.event(), "outside");
            closures.addAll(windows);
        }
        return reader.reasons();
    }

    private static final Comparator<DatedWindow> BY_TIME = Comparator.comparing(DatedWindow::date)
            .thenComparing(DatedWindow::from).thenComparing(DatedWindow::to);

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
