package io.amparo.sla.calendar;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Open time, exact to the millisecond in any zone: {@code elapsed(s, add(s, x)) = x}. The time line is cut into pieces of some 13 months; a
 * piece is worked out when it is first asked for and kept, so that a sum costs two binary searches whatever the budget.
 */
public final class BusinessCalendar {
    private static final int PIECE = 35; // 2^35 ms
    private static final long END = LocalDate.of(2500, 1, 1).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();

    private final CalendarRules rules;
    private final OpenTime openTime;
    private final long end;
    // A race works the same piece out twice; both are equal.
    private final AtomicReferenceArray<Stretch> pieces = new AtomicReferenceArray<>((int) (END >> PIECE) + 1);

    public BusinessCalendar(CalendarRules rules) {
        this.rules = rules;
        openTime = new OpenTime(rules);
        var last = rules.lastDate();
        end = last == null ? END : Math.min(END, last.plusDays(3).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli());
        if (last != null && elapsed(Instant.EPOCH, Instant.ofEpochMilli(Math.max(0, end))).isZero())
            throw new IllegalArgumentException("a calendar that is never open");
    }

    public CalendarRules rules() {
        return rules;
    }

    /** The earliest instant at which {@code budget} of open time has passed since {@code start}; a closing instant stays at the closing. */
    public Instant add(Instant start, Duration budget) {
        if (budget.isNegative()) throw new IllegalArgumentException("negative budget: " + budget);
        if (budget.isZero()) return start;
        long from = millis(start);
        int index = index(from);
        var piece = piece(index);
        long wanted = piece.passedAt(from) + budget.toMillis();
        while (wanted > piece.total) {
            wanted -= piece.total;
            if ((long) ++index << PIECE >= end) throw new DateTimeException("no " + budget + " of open time after " + start);
            piece = piece(index);
        }
        return Instant.ofEpochMilli(wanted == 0 ? from : piece.instantOf(wanted));
    }

    /** Open time between two instants; negative when {@code to} is the earlier one. */
    public Duration elapsed(Instant from, Instant to) {
        return Duration.ofMillis(passed(millis(from), millis(to)));
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
            piece = openTime.between((long) index << PIECE, (index + 1L) << PIECE);
            pieces.setRelease(index, piece);
        }
        return piece;
    }

    private static long millis(Instant instant) {
        return instant.toEpochMilli();
    }

    private static int index(long millis) {
        if (millis < 0 || millis >= END)
            throw new DateTimeException("not between 1970 and 2500: " + Instant.ofEpochMilli(millis));
        return (int) (millis >> PIECE);
    }
}
