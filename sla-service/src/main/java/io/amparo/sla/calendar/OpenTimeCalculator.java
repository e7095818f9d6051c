package io.amparo.sla.calendar;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Converts calendar rules to intervals with their reasons. Sums and explanations use this single source, so they agree. */
final class OpenTimeCalculator {
    private static final long DAY = Duration.ofDays(1).toMillis();
    private static final LocalDate ANY_MONDAY = LocalDate.of(2001, 1, 1);

    private final CalendarRules rules;
    private final ZoneRules zone;
    private final CompileMeter meter;

    OpenTimeCalculator(CalendarRules rules, ZoneRules zone, CompileMeter meter) {
        this.rules = rules;
        this.zone = zone;
        this.meter = meter;
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

    /**
     * Returns the open intervals of each weekday, Monday first, on a day without offset transitions and dated windows; then those
     * of a day that is closed.
     */
    OpenIntervals[] weekdays() {
        var weekly = new OpenTimeCalculator(new CalendarRules(rules.zone(), rules.windows(), List.of(), List.of(), List.of()),
                ZoneOffset.UTC.getRules(), meter);
        var days = IntStream.range(0, OpenDays.CLOSED).mapToObj(day -> ANY_MONDAY.plusDays(day).toEpochDay() * DAY)
                .map(start -> weekly.openIntervals(start, start + DAY));
        return Stream.concat(days, Stream.of(new OpenIntervals(new int[0]))).toArray(OpenIntervals[]::new);
    }

    /**
     * Sums up the open time in {@code [from, to)} by day, in epoch milliseconds. Only days that differ from their weekday are
     * calculated.
     */
    OpenDays openDays(long from, long to, OpenIntervals[] weekdays) {
        var starts = LongStream.builder();
        var openBefore = LongStream.builder();
        var kinds = new ByteArrayOutputStream();
        var exceptions = new Exceptions(from, to);
        long sum = 0, start = from;
        for (var date = localDate(from); start < to; date = date.plusDays(1)) {
            long end = Math.min(startMillis(date.plusDays(1)), to);
            if (end <= start) continue; // the zone skips this date
            byte kind = exceptions.kind(date, start, end);
            starts.add(start);
            openBefore.add(sum);
            kinds.write(kind);
            sum += (kind == OpenDays.IRREGULAR ? openIntervals(start, end) : weekdays[kind]).total;
            start = end;
        }
        return new OpenDays(starts.add(to).build().toArray(), openBefore.add(sum).build().toArray(), kinds.toByteArray());
    }

    /** The days of a span whose open time is not that of their weekday. The days are asked for in order. */
    private final class Exceptions {
        private final Set<LocalDate> closed, irregular;
        private long nextTransition;

        Exceptions(long from, long to) {
            LocalDate first = localDate(from).minusDays(2), last = localDate(to).plusDays(1);
            var closures = Stream.concat(holidays(first, last), filterByDate(rules.closures(), first, last)).toList();
            closed = closures.stream().filter(DatedWindow::isWholeDay).map(DatedWindow::date).collect(Collectors.toSet());
            irregular = Stream
                    .concat(closures.stream().filter(closure -> !closed.contains(closure.date()) || closure.overMidnight()),
                            filterByDate(rules.openings(), first, last))
                    .flatMap(DatedWindow::dates).collect(Collectors.toSet());
            nextTransition = transitionAfter(from - 2 * DAY);
        }

        /** Windows begin on the day before and end on the day after at most, so an offset transition there changes this day. */
        byte kind(LocalDate date, long start, long end) {
            while (nextTransition < start - DAY)
                nextTransition = transitionAfter(nextTransition);
            boolean wholeDay = end - start == DAY && start == startMillis(date) && nextTransition > end + DAY;
            return !wholeDay || irregular.contains(date)
                    ? OpenDays.IRREGULAR
                    : closed.contains(date) ? OpenDays.CLOSED : (byte) date.getDayOfWeek().ordinal();
        }
    }

    private long transitionAfter(long instant) {
        var transition = zone.nextTransition(Instant.ofEpochMilli(instant));
        return transition == null ? Long.MAX_VALUE : transition.getInstant().toEpochMilli();
    }

    private LocalDate localDate(long instant) {
        var at = Instant.ofEpochMilli(instant);
        return LocalDate.ofInstant(at, zone.getOffset(at));
    }

    private long startMillis(LocalDate date) {
        return TimeOfDay.MIDNIGHT.startInstant(date, zone).toEpochMilli();
    }

    /** Returns the open time in {@code [from, to)}, a day at most, in epoch milliseconds. */
    OpenIntervals openIntervals(long from, long to) {
        return timeline(from, to).openIntervals();
    }

    /** Returns open and closed intervals in {@code [from, to)} with their reasons. */
    List<CalendarStep> steps(long from, long to) {
        return timeline(from, to).steps();
    }

    /** Builds the time line in layers, each over the one before: closed, weekly windows, holidays, closures, openings. */
    private ReasonTimeline timeline(long from, long to) {
        // A window is at most a day long. Near an offset transition, which can repeat midnight, a day more on either side.
        int margin = transitionAfter(from - 2 * DAY) > to + 2 * DAY ? 0 : 1;
        LocalDate first = localDate(from).minusDays(1L + margin), last = localDate(to - 1).plusDays(margin);
        var timeline = new ReasonTimeline(from, to);
        first.datesUntil(last.plusDays(1)).flatMap(date -> weeklyWindows(date, margin == 0 && date.equals(first)))
                .forEach(window -> timeline.overlay(startMillis(window), endMillis(window), CalendarReason.WINDOW, null));
        holidays(first, last).forEach(day -> close(timeline, day, CalendarReason.HOLIDAY));
        filterByDate(rules.closures(), first, last).forEach(closure -> close(timeline, closure, CalendarReason.CLOSURE));
        filterByDate(rules.openings(), first, last).forEach(
                opening -> timeline.overlay(startMillis(opening), endMillis(opening), CalendarReason.OPENING, opening.name()));
        return timeline;
    }

    /**
     * Adds a closure. It closes local time of its own date only: 24:00 of a date is the start of the next date, also if an offset
     * transition repeats midnight.
     */
    private void close(ReasonTimeline timeline, DatedWindow closure, CalendarReason type) {
        long nextDay = startMillis(closure.date().plusDays(1));
        long to = closure.overMidnight() ? endMillis(closure) : Math.min(endMillis(closure), nextDay);
        timeline.overlay(startMillis(closure), to, type, closure.name());
    }

    private static Stream<DatedWindow> filterByDate(List<DatedWindow> windows, LocalDate first, LocalDate last) {
        return windows.stream().filter(window -> !window.date().isBefore(first) && !window.date().isAfter(last));
    }

    private Stream<DatedWindow> holidays(LocalDate first, LocalDate last) {
        var days = IntStream.rangeClosed(first.getYear(), last.getYear()).boxed()
                .flatMap(year -> rules.holidaySets().stream().flatMap(set -> set.holidays(year).stream())).map(DatedWindow::of);
        return filterByDate(days.toList(), first, last);
    }

    private Stream<DatedWindow> weeklyWindows(LocalDate date, boolean onlyOverMidnight) {
        meter.spend(rules.windows().size());
        return rules.windows().stream().filter(window -> window.days().contains(date.getDayOfWeek()))
                .filter(window -> !onlyOverMidnight || window.to().compareTo(window.from()) <= 0)
                .map(window -> new DatedWindow(date, window.from(), window.to()));
    }

    private long startMillis(DatedWindow window) {
        return window.from().startInstant(window.date(), zone).toEpochMilli();
    }

    private long endMillis(DatedWindow window) {
        return window.to().endInstant(window.overMidnight() ? window.date().plusDays(1) : window.date(), zone).toEpochMilli();
    }
}
