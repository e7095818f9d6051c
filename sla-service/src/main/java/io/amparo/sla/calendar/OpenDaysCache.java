package io.amparo.sla.calendar;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of the time line of a calendar, and its irregular days, calculated on first use. Two threads that race calculate the
 * same piece or day twice; both results are equal. Thread-safe.
 */
final class OpenDaysCache {
    private static final int PIECE_BITS = 35; // 2^35 ms
    /** Cached days that differ from their weekday. A power of two. */
    private static final int IRREGULAR_DAYS = 128;
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final OpenTimeCalculator calculator;
    private final long end;
    private final AtomicReferenceArray<OpenDays> pieces;
    private final AtomicReferenceArray<IrregularDay> irregularDays = new AtomicReferenceArray<>(IRREGULAR_DAYS);
    private volatile OpenIntervals @Nullable [] weekdays;

    private record IrregularDay(long start, long end, OpenIntervals intervals) {}

    /** @param end end of the supported years, in epoch milliseconds */
    OpenDaysCache(OpenTimeCalculator calculator, long end) {
        this.calculator = calculator;
        this.end = end;
        this.pieces = new AtomicReferenceArray<>(index(end - 1) + 1);
    }

    /** Returns the index of the piece that contains an instant. */
    static int index(long millis) {
        return (int) (millis >> PIECE_BITS);
    }

    OpenDays piece(int index) {
        var piece = pieces.getPlain(index);
        if (piece == null) {
            piece = calculate(
                    () -> calculator.openDays((long) index << PIECE_BITS, Math.min((index + 1L) << PIECE_BITS, end), weekdays()));
            pieces.setRelease(index, piece);
        }
        return piece;
    }

    OpenIntervals intervals(OpenDays piece, int day) {
        byte kind = piece.kind(day);
        return kind == OpenDays.IRREGULAR ? irregular(piece.start(day), piece.end(day)) : weekdays()[kind];
    }

    private OpenIntervals irregular(long dayStart, long dayEnd) {
        int slot = (int) (dayStart / DAY) & IRREGULAR_DAYS - 1;
        var day = irregularDays.getPlain(slot);
        if (day == null || day.start != dayStart || day.end != dayEnd) {
            day = calculate(() -> new IrregularDay(dayStart, dayEnd, calculator.openIntervals(dayStart, dayEnd)));
            irregularDays.setRelease(slot, day);
        }
        return day.intervals;
    }

    private OpenIntervals[] weekdays() {
        var known = weekdays;
        if (known == null) weekdays = known = calculator.weekdays();
        return known;
    }

    /** Translates the DateTimeException of holidays whose tables end before the supported years do. */
    static <T> T calculate(Supplier<T> calculation) {
        try {
            return calculation.get();
        } catch (DateTimeException e) {
            throw new NoOpenTimeException("out-of-range", String.valueOf(e.getMessage()));
        }
    }
}
