package io.amparo.sla.calendar;

import java.util.Arrays;

/**
 * Open intervals of one piece of the time line, prepared for binary search: the bounds and the open time before each interval.
 */
final class OpenIntervals {
    private final long[] starts;
    private final long[] ends;
    private final long[] openBefore;
    final long total;

    /** @param bounds opening and closing instants alternating, sorted, disjoint, in epoch milliseconds */
    OpenIntervals(long[] bounds) {
        int n = bounds.length / 2;
        starts = new long[n];
        ends = new long[n];
        openBefore = new long[n];
        long sum = 0;
        for (int i = 0; i < n; i++) {
            starts[i] = bounds[2 * i];
            ends[i] = bounds[2 * i + 1];
            openBefore[i] = sum;
            sum += ends[i] - starts[i];
        }
        total = sum;
    }

    /** Returns the open time of this piece before {@code instant}. */
    long openTimeBefore(long instant) {
        int found = Arrays.binarySearch(starts, instant);
        int i = found >= 0 ? found : -found - 2;
        return i < 0 ? 0 : openBefore[i] + Math.min(instant, ends[i]) - starts[i];
    }

    /** Returns the earliest instant at which {@code openTime} (more than 0, at most {@link #total}) is over. */
    long instantAfter(long openTime) {
        int found = Arrays.binarySearch(openBefore, openTime);
        int i = (found >= 0 ? found : -found - 1) - 1;
        return starts[i] + openTime - openBefore[i];
    }
}
