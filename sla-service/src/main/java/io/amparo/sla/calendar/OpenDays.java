package io.amparo.sla.calendar;

import java.util.Arrays;

/**
 * Open time of one piece of the time line, summed up by day. It has about 7 KB for 13 months, however many windows a day has: the
 * intervals of most days are those of their weekday, and those of irregular days are calculated on demand.
 */
final class OpenDays {
    /** Kind of a day that is closed. The kinds before it are the weekdays. */
    static final byte CLOSED = 7;
    /** Kind of a day with intervals of its own: a closure or opening, an offset transition, a part of a day. */
    static final byte IRREGULAR = -1;

    private final long[] starts;
    private final long[] openBefore;
    private final byte[] kinds;
    final long total;

    /**
     * @param starts start of each day, ascending, in epoch milliseconds; the last one is the end of the piece
     * @param openBefore open time of the piece before each of these starts
     * @param kinds index of the weekday whose windows apply, {@link #CLOSED} or {@link #IRREGULAR}
     */
    OpenDays(long[] starts, long[] openBefore, byte[] kinds) {
        this.starts = starts;
        this.openBefore = openBefore;
        this.kinds = kinds;
        total = openBefore[openBefore.length - 1];
    }

    /** Returns the day that contains this instant of the piece. */
    int dayAt(long instant) {
        int found = Arrays.binarySearch(starts, instant);
        return found >= 0 ? found : -found - 2;
    }

    /** Returns the first day in which {@code openTime} (more than 0, at most {@link #total}) is over. */
    int dayAfter(long openTime) {
        int low = 0, high = kinds.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (openBefore[middle + 1] < openTime)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    byte kind(int day) {
        return kinds[day];
    }

    long start(int day) {
        return starts[day];
    }

    long end(int day) {
        return starts[day + 1];
    }

    long openBefore(int day) {
        return openBefore[day];
    }
}
