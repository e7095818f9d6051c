package io.amparo.sla.calendar;

import java.util.Arrays;

/** The open time of one fixed piece of the time line, ready for binary search: interval bounds and the open time before each. */
final class Stretch {
    private final long[] opens;
    private final long[] closes;
    private final long[] before;
    final long total;

    /** @param bounds opening and closing instants in turn, sorted, disjoint, milliseconds of the epoch */
    Stretch(long[] bounds) {
        int n = bounds.length / 2;
        opens = new long[n];
        closes = new long[n];
        before = new long[n];
        long sum = 0;
        for (int i = 0; i < n; i++) {
            opens[i] = bounds[2 * i];
            closes[i] = bounds[2 * i + 1];
            before[i] = sum;
            sum += closes[i] - opens[i];
        }
        total = sum;
    }

    /** Open time of this stretch that has passed at {@code instant}. */
    long passedAt(long instant) {
        int found = Arrays.binarySearch(opens, instant);
        int i = found >= 0 ? found : -found - 2;
        return i < 0 ? 0 : before[i] + Math.min(instant, closes[i]) - opens[i];
    }

    /** The earliest instant at which {@code passed} (more than 0, at most {@link #total}) has passed. */
    long instantOf(long passed) {
        int found = Arrays.binarySearch(before, passed);
        int i = (found >= 0 ? found : -found - 1) - 1;
        return opens[i] + passed - before[i];
    }
}
