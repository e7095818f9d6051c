package io.amparo.sla.calendar;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Calculates open time of a calendar, exact to the millisecond in any zone: {@code elapsed(s, add(s, x)) = x}. The time line is
 * divided into pieces of 2^35 ms (about 13 months). A piece is summed up by day on first use and cached, so a calculation costs
 * four binary searches, plus one addition per piece in between. A calendar with the highest permitted number of intervals holds
 * less than 8 MB, for any budget. Thread-safe.
 */
public final class BusinessCalendar {
    /** The last date that ends inside the supported years in every zone. */
    public static final LocalDate LAST_DATE = LocalDate.of(2499, 12, 30);
    /** The supported years: from the first date (inclusive) to the second (exclusive). */
    static final LocalDate FIRST_DATE = LocalDate.EPOCH, END_DATE = LocalDate.of(2500, 1, 1);
    /** The longest budget: a century. */
    public static final Duration MAX_BUDGET = Duration.ofDays(36_525);

    private static final long STEPS_SPAN = Duration.ofDays(32).toMillis();
    private static final long END_MILLIS = END_DATE.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();

    private final CalendarRules rules;
    private final ZoneRules zoneRules;
    private final OpenTimeCalculator calculator;
    private final long lastClosing;
    private final int lastPiece;
    private final OpenDaysCache cache;

    /** @throws IllegalArgumentException if the calendar is never open */
    public BusinessCalendar(CalendarRules rules) {
        this(rules, CompileMeter.unlimited());
    }

    /**
     * @param meter limits the work of all calculations of this calendar, which then throw a {@link CalendarTooLargeException}
     * @throws IllegalArgumentException if the calendar is never open
     */
    public BusinessCalendar(CalendarRules rules, CompileMeter meter) {
        this(rules, rules.zone().getRules(), meter);
    }

    private BusinessCalendar(CalendarRules rules, ZoneRules zoneRules, CompileMeter meter) {
        this.rules = rules;
        this.zoneRules = zoneRules;
        calculator = new OpenTimeCalculator(rules, zoneRules, meter);
        lastClosing = calculator.lastClosing(END_MILLIS);
        if (lastClosing <= 0) throw new IllegalArgumentException("calendar is never open");
        lastPiece = OpenDaysCache.index(lastClosing - 1);
        cache = new OpenDaysCache(calculator, END_MILLIS);
    }

    public CalendarRules rules() {
        return rules;
    }

    /** Returns the same calendar calculated with these zone rules, such as those of another tzdata version. */
    BusinessCalendar withZoneRules(ZoneRules otherZoneRules) {
        return zoneRules.equals(otherZoneRules) ? this : new BusinessCalendar(rules, otherZoneRules, CompileMeter.unlimited());
    }

    /** Returns whether both calendars have equal rules and equal zone rules, and so calculate the same open time. */
    public boolean isEquivalentTo(BusinessCalendar other) {
        return this == other || rules.equals(other.rules) && zoneRules.equals(other.zoneRules);
    }

    /**
     * Returns the earliest instant at which {@code budget} of open time has passed since {@code start}. A result that falls on a
     * closing instant is not moved to the next opening.
     *
     * @throws NoOpenTimeException if that much open time is not left, or not within a century after {@code start}
     */
    public Instant add(Instant start, Duration budget) {
        if (budget.isNegative()) throw new IllegalArgumentException("negative budget: " + budget);
        if (budget.compareTo(MAX_BUDGET) > 0) throw noOpenTime(start, budget);
        long from = millis(start), remaining = budget.toMillis();
        if (remaining == 0) return start;
        int index = OpenDaysCache.index(from), horizon = Math.min(lastPiece, OpenDaysCache.index(from + MAX_BUDGET.toMillis()));
        var piece = cache.piece(index);
        remaining += openTimeBefore(piece, from);
        while (remaining > piece.total) {
            remaining -= piece.total;
            if (++index > horizon)
                throw new NoOpenTimeException("no-open-time",
                        "less than " + budget + " of open time in the century after " + start);
            piece = cache.piece(index);
        }
        int day = piece.dayAfter(remaining);
        return Instant.ofEpochMilli(
                piece.start(day) + cache.intervals(piece, day).instantAfter((int) (remaining - piece.openBefore(day))));
    }

    private static NoOpenTimeException noOpenTime(Instant start, Duration budget) {
        return new NoOpenTimeException("no-open-time", "less than " + budget + " of open time in the century after " + start);
    }

    /** Returns the open time between two instants; negative if {@code to} is before {@code from}. */
    public Duration elapsed(Instant from, Instant to) {
        return Duration.ofMillis(passed(millis(from), millis(to)));
    }

    /** Returns false if the last opening has ended, which happens only in a calendar without weekly windows. */
    boolean opensAfter(Instant at) {
        return at.toEpochMilli() < lastClosing;
    }

    /** Returns the first open instant at or after {@code at}. */
    public Instant nextOpen(Instant at) {
        var next = add(at, Duration.ofMillis(1)).minusMillis(1);
        return next.isBefore(at) ? at : next;
    }

    /** Returns the intervals between two instants, in order and without gaps. The counted ones add up to {@link #elapsed}. */
    public List<CalendarStep> steps(Instant from, Instant to) {
        return steps(from, to, Integer.MAX_VALUE);
    }

    /** Returns the first intervals between two instants, at most {@code limit}. */
    public List<CalendarStep> steps(Instant from, Instant to, int limit) {
        long first = millis(from), last = millis(to);
        if (first > last) throw new IllegalArgumentException(from + " is after " + to);
        var steps = new ArrayList<CalendarStep>();
        for (long start = first; start < last && steps.size() <= limit; start += STEPS_SPAN) {
            long begin = start, end = Math.min(start + STEPS_SPAN, last);
            OpenDaysCache.calculate(() -> calculator.steps(begin, end)).forEach(step -> append(steps, step));
        }
        return List.copyOf(steps.subList(0, Math.min(limit, steps.size())));
    }

    private static void append(List<CalendarStep> steps, CalendarStep next) {
        var last = steps.isEmpty() ? null : steps.getLast();
        if (last != null && last.type() == next.type() && Objects.equals(last.name(), next.name()))
            steps.set(steps.size() - 1, new CalendarStep(last.from(), next.to(), last.type(), last.name()));
        else
            steps.add(next);
    }

    private long passed(long from, long to) {
        if (from > to) return -passed(to, from);
        int first = OpenDaysCache.index(from), last = OpenDaysCache.index(to);
        long sum = openTimeBefore(cache.piece(last), to) - openTimeBefore(cache.piece(first), from);
        for (int i = first; i < last; i++) sum += cache.piece(i).total;
        return sum;
    }

    private long openTimeBefore(OpenDays piece, long instant) {
        int day = piece.dayAt(instant);
        return piece.openBefore(day) + cache.intervals(piece, day).openTimeBefore((int) (instant - piece.start(day)));
    }

    static boolean supports(Instant instant) {
        return instant.getEpochSecond() >= 0 && instant.getEpochSecond() < END_MILLIS / 1000;
    }

    private static long millis(Instant instant) {
        if (!supports(instant))
            throw new NoOpenTimeException("out-of-range",
                    "instant is not between " + FIRST_DATE + " and " + END_DATE + ": " + instant);
        return instant.toEpochMilli();
    }

}
