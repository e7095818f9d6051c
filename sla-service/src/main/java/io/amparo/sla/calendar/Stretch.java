package io.amparo.sla.calendar;

import java.util.Arrays;

/**
 * Open intervals of one piece of the time line, prepared for binary search: the bounds and the open time before each interval.
 */
final class Stretch {
    private final long[] opens;
    private final long[] closes;
    private final long[] before;
    final long total;

    /** @param bounds opening and closing instants alternating, sorted, disjoint, in epoch milliseconds */
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

    /** Returns the open time of this piece before {@code instant}. */
    long passedAt(long instant) {
        int found = Arrays.binarySearch(opens, instant);
        int i = found >= 0 ? found : -found - 2;
        return i < 0 ? 0 : before[i] + Math.min(instant, closes[i]) - opens[i];
    }

    /** Returns the earliest instant at which {@code passed} of open time (more than 0, at most {@link #total}) is over. */
    long instantOf(long passed) {
        int found = Arrays.binarySearch(before, passed);
        int i = (found >= 0 ? found : -found - 1) - 1;
        return opens[i] + passed - before[i];
    }
}
