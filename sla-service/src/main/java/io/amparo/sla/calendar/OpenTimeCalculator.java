package io.amparo.sla.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Converts calendar rules to intervals with their reasons. Sums and explanations use this single source, so they agree. */
final class OpenTimeCalculator {
    private record Layer(CalendarReason type, @Nullable String name) {
        static final Layer CLOSED = new Layer(CalendarReason.CLOSED, null);
        static final Layer WINDOW = new Layer(CalendarReason.WINDOW, null);
    }

    private final CalendarRules rules;
    private final ZoneRules zone;

    OpenTimeCalculator(CalendarRules rules, ZoneRules zone) {
        this.rules = rules;
        this.zone = zone;
    }

    /**
     * Returns the instant after which there is no open time; 0 if there is none before {@code end}, as on a date that the zone
     * skips.
     */
    long lastClosing(long end) {
        if (!rules.windows().isEmpty()) return end;
        return rules.openings().stream().filter(opening -> startMillis(opening) < Math.min(endMillis(opening), end))
                .mapToLong(opening -> Math.min(endMillis(opening), end)).max().orElse(0);
    }

    /** Returns the open time in {@code [from, to)}, in epoch milliseconds. */
    OpenIntervals openIntervals(long from, long to) {
        var bounds = LongStream.builder();
        boolean open = false;
        for (var entry : timeline(from, to).entrySet()) {
            if (entry.getValue().type.counted() == open) continue;
            bounds.add(entry.getKey());
            open = !open;
        }
        if (open) bounds.add(to);
        return new OpenIntervals(bounds.build().toArray());
    }

    /**
     * Returns open and closed intervals in {@code [from, to)} with their reasons. Adjacent intervals with the same reason are
     * merged.
     */
    List<CalendarStep> steps(long from, long to) {
        var steps = new ArrayList<CalendarStep>();
        var entries = new ArrayList<>(timeline(from, to).entrySet());
        for (int i = 0; i < entries.size(); i++) {
            var layer = entries.get(i).getValue();
            int next = i + 1;
            while (next < entries.size() && entries.get(next).getValue().equals(layer))
                next++;
            long end = next < entries.size() ? entries.get(next).getKey() : to;
            steps.add(new CalendarStep(Instant.ofEpochMilli(entries.get(i).getKey()), Instant.ofEpochMilli(end), layer.type,
                    layer.name));
            i = next - 1;
        }
        return steps;
    }

    /** Builds the time line in layers, each over the one before: closed, weekly windows, holidays, closures, openings. */
    private TreeMap<Long, Layer> timeline(long from, long to) {
        // Three days of margin on either side: a window is at most a day long and an offset at most 18 hours.
        var first = LocalDate.ofInstant(Instant.ofEpochMilli(from), ZoneOffset.UTC).minusDays(3);
        var last = LocalDate.ofInstant(Instant.ofEpochMilli(to), ZoneOffset.UTC).plusDays(3);
        var timeline = new TreeMap<Long, Layer>();
        timeline.put(from, Layer.CLOSED);
        first.datesUntil(last).flatMap(this::weeklyWindows)
                .forEach(window -> overlay(timeline, to, startMillis(window), endMillis(window), Layer.WINDOW));
        holidays(first, last).forEach(day -> close(timeline, to, day, CalendarReason.HOLIDAY));
        filterByDate(rules.closures(), first, last).forEach(closure -> close(timeline, to, closure, CalendarReason.CLOSURE));
        filterByDate(rules.openings(), first, last).forEach(opening -> overlay(timeline, to, startMillis(opening),
                endMillis(opening), new Layer(CalendarReason.OPENING, opening.name())));
        return timeline;
    }

    private static void overlay(TreeMap<Long, Layer> timeline, long end, long from, long to, Layer layer) {
        long begin = Math.max(from, timeline.firstKey()), stop = Math.min(to, end);
        if (begin >= stop) return;
        var layerAfter = timeline.floorEntry(stop).getValue();
        timeline.subMap(begin, stop).clear();
        timeline.put(begin, layer);
        if (stop < end) timeline.putIfAbsent(stop, layerAfter);
    }

    /**
     * Adds a closure. It closes local time of its own date only: 24:00 of a date is the start of the next date, also if an offset
     * transition repeats midnight.
     */
    private void close(TreeMap<Long, Layer> timeline, long end, DatedWindow closure, CalendarReason type) {
        var nextDay = TimeOfDay.MIDNIGHT.startInstant(closure.date().plusDays(1), zone).toEpochMilli();
        long to = closure.overMidnight() ? endMillis(closure) : Math.min(endMillis(closure), nextDay);
        overlay(timeline, end, startMillis(closure), to, new Layer(type, closure.name()));
    }

    private static Stream<DatedWindow> filterByDate(List<DatedWindow> windows, LocalDate first, LocalDate last) {
        return windows.stream().filter(window -> !window.date().isBefore(first) && !window.date().isAfter(last));
    }

    private Stream<DatedWindow> holidays(LocalDate first, LocalDate last) {
        var days = IntStream.rangeClosed(first.getYear(), last.getYear()).boxed()
                .flatMap(year -> rules.holidaySets().stream().flatMap(set -> set.holidays(year).stream())).map(DatedWindow::of);
        return filterByDate(days.toList(), first, last);
    }

    private Stream<DatedWindow> weeklyWindows(LocalDate date) {
        return rules.windows().stream().filter(window -> window.days().contains(date.getDayOfWeek()))
                .map(window -> new DatedWindow(date, window.from(), window.to()));
    }

    private long startMillis(DatedWindow window) {
        return window.from().startInstant(window.date(), zone).toEpochMilli();
    }

    private long endMillis(DatedWindow window) {
        return window.to().endInstant(window.overMidnight() ? window.date().plusDays(1) : window.date(), zone).toEpochMilli();
    }
}
