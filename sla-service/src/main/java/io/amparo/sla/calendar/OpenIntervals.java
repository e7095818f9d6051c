package io.amparo.sla.calendar;

import java.util.Arrays;

/**
 * Open intervals of one span of the time line, prepared for binary search: the bounds and the open time before each interval.
 * Instants are milliseconds after the start of the span.
 */
final class OpenIntervals {
    private final int[] starts;
    private final int[] ends;
    private final int[] openBefore;
    final int total;

    /** @param bounds opening and closing instants alternating, sorted, disjoint, in milliseconds after the start of the span */
    OpenIntervals(int[] bounds) {
        int n = bounds.length / 2;
        starts = new int[n];
        ends = new int[n];
        openBefore = new int[n];
        int sum = 0;
        for (int i = 0; i < n; i++) {
            starts[i] = bounds[2 * i];
            ends[i] = bounds[2 * i + 1];
            openBefore[i] = sum;
            sum += ends[i] - starts[i];
        }
        total = sum;
    }

    /** Returns the open time of this span before {@code instant}. */
    int openTimeBefore(int instant) {
        int found = Arrays.binarySearch(starts, instant);
        int i = found >= 0 ? found : -found - 2;
        return i < 0 ? 0 : openBefore[i] + Math.min(instant, ends[i]) - starts[i];
    }

    /** Returns the earliest instant at which {@code openTime} (more than 0, at most {@link #total}) is over. */
    int instantAfter(int openTime) {
        int found = Arrays.binarySearch(openBefore, openTime);
        int i = (found >= 0 ? found : -found - 1) - 1;
        return starts[i] + openTime - openBefore[i];
    }
}
