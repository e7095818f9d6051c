package io.amparo.sla.calendar;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;

/**
 * Open time, exact to the millisecond in any zone: {@code elapsed(s, add(s, x)) = x}. The time line is cut into pieces of some 13
 * months; a piece is worked out when it is first asked for and kept, so that a sum costs two binary searches whatever the budget.
 */
public final class BusinessCalendar {
    /** The last day that ends within the years that are reckoned with, wherever that is. */
    public static final LocalDate LAST_DATE = LocalDate.of(2499, 12, 30);
    /** The years that are reckoned with: from the first of the one to the first of the other. */
    static final LocalDate FIRST_DATE = LocalDate.EPOCH, END_DATE = LocalDate.of(2500, 1, 1);
    /** No budget is longer. */
    public static final Duration LONGEST = Duration.ofDays(36_525);

    private static final int PIECE = 35; // 2^35 ms
    private static final long END = END_DATE.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();

    private final CalendarRules rules;
    private final ZoneRules zone;
    private final OpenTime openTime;
    private final long closed;
    private final int last;
    // A race works the same piece out twice; both are equal.
    private final AtomicReferenceArray<Stretch> pieces = new AtomicReferenceArray<>(index(END - 1) + 1);

    /** @throws IllegalArgumentException for a calendar that is never open */
    public BusinessCalendar(CalendarRules rules) {
        this(rules, rules.zone().getRules());
    }

    private BusinessCalendar(CalendarRules rules, ZoneRules zone) {
        this.rules = rules;
        this.zone = zone;
        openTime = new OpenTime(rules, zone);
        closed = openTime.lastClosing(END);
        if (closed <= 0) throw new IllegalArgumentException("a calendar that is never open");
        last = index(closed - 1);
    }

    public CalendarRules rules() {
        return rules;
    }

    /** The same calendar where the clocks of its zone are set like this. */
    BusinessCalendar under(ZoneRules other) {
        return zone.equals(other) ? this : new BusinessCalendar(rules, other);
    }

    /** Whether both count the same time. */
    public boolean countsAs(BusinessCalendar other) {
        return this == other || rules.equals(other.rules) && zone.equals(other.zone);
    }

    /**
     * The earliest instant at which {@code budget} of open time has passed since {@code start}; a closing instant stays at the
     * closing.
     *
     * @throws OutOfTime where so much open time is not left, or not in a century
     */
    public Instant add(Instant start, Duration budget) {
        if (budget.isNegative()) throw new IllegalArgumentException("negative budget: " + budget);
        if (budget.compareTo(LONGEST) > 0) throw tooMuch(start, budget);
        long from = millis(start), wanted = budget.toMillis();
        if (wanted == 0) return start;
        int index = index(from), horizon = Math.min(last, index(from + LONGEST.toMillis()));
        var piece = piece(index);
        wanted += piece.passedAt(from);
        while (wanted > piece.total) {
            wanted -= piece.total;
            if (++index > horizon)
                throw new OutOfTime("no-open-time", "no " + budget + " of open time in a century after " + start);
            piece = piece(index);
        }
        return Instant.ofEpochMilli(piece.instantOf(wanted));
    }

    private static OutOfTime tooMuch(Instant start, Duration budget) {
        return new OutOfTime("no-open-time", "no " + budget + " of open time in a century after " + start);
    }

    /** Open time between two instants; negative when {@code to} is the earlier one. */
    public Duration elapsed(Instant from, Instant to) {
        return Duration.ofMillis(passed(millis(from), millis(to)));
    }

    /** False where the last opening is over: a calendar without a week. */
    boolean opensAfter(Instant at) {
        return at.toEpochMilli() < closed;
    }

    /** The first open instant from {@code at} on. */
    public Instant nextOpen(Instant at) {
        var next = add(at, Duration.ofMillis(1)).minusMillis(1);
        return next.isBefore(at) ? at : next;
    }

    /** What lies between two instants, in order and without a gap; the counted ones last as long as {@link #elapsed} says. */
    public List<Step> steps(Instant from, Instant to) {
        long first = millis(from), last = millis(to);
        if (first > last) throw new IllegalArgumentException(from + " is after " + to);
        return first == last ? List.of() : reckoned(() -> openTime.steps(first, last));
    }

    private long passed(long from, long to) {
        if (from > to) return -passed(to, from);
        int first = index(from), last = index(to);
        long sum = piece(last).passedAt(to) - piece(first).passedAt(from);
        for (int i = first; i < last; i++) sum += piece(i).total;
        return sum;
    }

    private Stretch piece(int index) {
        var piece = pieces.getPlain(index);
        if (piece == null) {
            piece = reckoned(() -> openTime.between((long) index << PIECE, Math.min((index + 1L) << PIECE, END)));
            pieces.setRelease(index, piece);
        }
        return piece;
    }

    /** Some holidays follow tables that end before our years do. */
    private static <T> T reckoned(Supplier<T> sum) {
        try {
            return sum.get();
        } catch (DateTimeException unknown) {
            throw new OutOfTime("out-of-range", String.valueOf(unknown.getMessage()));
        }
    }

    static boolean reckons(Instant instant) {
        return instant.getEpochSecond() >= 0 && instant.getEpochSecond() < END / 1000;
    }

    private static long millis(Instant instant) {
        if (!reckons(instant))
            throw new OutOfTime("out-of-range", "not between " + FIRST_DATE + " and " + END_DATE + ": " + instant);
        return instant.toEpochMilli();
    }

    private static int index(long millis) {
        return (int) (millis >> PIECE);
    }
}
