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
final class OpenTime {
    private record Reason(Because because, @Nullable String name) {
        static final Reason CLOSED = new Reason(Because.CLOSED, null);
        static final Reason WINDOW = new Reason(Because.WINDOW, null);
    }

    private final CalendarRules rules;
    private final ZoneRules zone;

    OpenTime(CalendarRules rules, ZoneRules zone) {
        this.rules = rules;
        this.zone = zone;
    }

    /**
     * Returns the instant after which there is no open time; 0 if there is none before {@code end}, as on a date that the zone
     * skips.
     */
    long lastClosing(long end) {
        if (!rules.windows().isEmpty()) return end;
        return rules.openings().stream().filter(opening -> starts(opening) < Math.min(ends(opening), end))
                .mapToLong(opening -> Math.min(ends(opening), end)).max().orElse(0);
    }

    /** Returns the open time in {@code [from, to)}, in epoch milliseconds. */
    Stretch between(long from, long to) {
        var bounds = LongStream.builder();
        boolean open = false;
        for (var reason : painted(from, to).entrySet()) {
            if (reason.getValue().because.counted() == open) continue;
            bounds.add(reason.getKey());
            open = !open;
        }
        if (open) bounds.add(to);
        return new Stretch(bounds.build().toArray());
    }

    /**
     * Returns open and closed intervals in {@code [from, to)} with their reasons. Adjacent intervals with the same reason are
     * merged.
     */
    List<Step> steps(long from, long to) {
        var steps = new ArrayList<Step>();
        var reasons = new ArrayList<>(painted(from, to).entrySet());
        for (int i = 0; i < reasons.size(); i++) {
            var reason = reasons.get(i).getValue();
            int next = i + 1;
            while (next < reasons.size() && reasons.get(next).getValue().equals(reason))
                next++;
            long end = next < reasons.size() ? reasons.get(next).getKey() : to;
            steps.add(new Step(Instant.ofEpochMilli(reasons.get(i).getKey()), Instant.ofEpochMilli(end), reason.because,
                    reason.name));
            i = next - 1;
        }
        return steps;
    }

    /** Builds the time line in layers, each over the one before: closed, weekly windows, holidays, closures, openings. */
    private TreeMap<Long, Reason> painted(long from, long to) {
        // Three days of margin on either side: a window is at most a day long and an offset at most 18 hours.
        var first = LocalDate.ofInstant(Instant.ofEpochMilli(from), ZoneOffset.UTC).minusDays(3);
        var last = LocalDate.ofInstant(Instant.ofEpochMilli(to), ZoneOffset.UTC).plusDays(3);
        var line = new TreeMap<Long, Reason>();
        line.put(from, Reason.CLOSED);
        first.datesUntil(last).flatMap(this::windowsOf)
                .forEach(window -> paint(line, to, starts(window), ends(window), Reason.WINDOW));
        holidays(first, last).forEach(day -> close(line, to, day, Because.HOLIDAY));
        within(rules.closures(), first, last).forEach(closure -> close(line, to, closure, Because.CLOSURE));
        within(rules.openings(), first, last)
                .forEach(opening -> paint(line, to, starts(opening), ends(opening), new Reason(Because.OPENING, opening.name())));
        return line;
    }

    private static void paint(TreeMap<Long, Reason> line, long end, long from, long to, Reason reason) {
        long begin = Math.max(from, line.firstKey()), stop = Math.min(to, end);
        if (begin >= stop) return;
        var after = line.floorEntry(stop).getValue();
        line.subMap(begin, stop).clear();
        line.put(begin, reason);
        if (stop < end) line.putIfAbsent(stop, after);
    }

    /**
     * Adds a closure. It closes local time of its own date only: 24:00 of a date is the start of the next date, also if an offset
     * transition repeats midnight.
     */
    private void close(TreeMap<Long, Reason> line, long end, DatedWindow closure, Because because) {
        var nextDay = TimeOfDay.MIDNIGHT.starts(closure.date().plusDays(1), zone).toEpochMilli();
        long to = closure.overMidnight() ? ends(closure) : Math.min(ends(closure), nextDay);
        paint(line, end, starts(closure), to, new Reason(because, closure.name()));
    }

    private static Stream<DatedWindow> within(List<DatedWindow> windows, LocalDate first, LocalDate last) {
        return windows.stream().filter(window -> !window.date().isBefore(first) && !window.date().isAfter(last));
    }

    private Stream<DatedWindow> holidays(LocalDate first, LocalDate last) {
        var days = IntStream.rangeClosed(first.getYear(), last.getYear()).boxed()
                .flatMap(year -> rules.holidaySets().stream().flatMap(set -> set.of(year).stream())).map(DatedWindow::of);
        return within(days.toList(), first, last);
    }

    private Stream<DatedWindow> windowsOf(LocalDate date) {
        return rules.windows().stream().filter(window -> window.days().contains(date.getDayOfWeek()))
                .map(window -> new DatedWindow(date, window.from(), window.to()));
    }

    private long starts(DatedWindow window) {
        return window.from().starts(window.date(), zone).toEpochMilli();
    }

    private long ends(DatedWindow window) {
        return window.to().ends(window.overMidnight() ? window.date().plusDays(1) : window.date(), zone).toEpochMilli();
    }
}
