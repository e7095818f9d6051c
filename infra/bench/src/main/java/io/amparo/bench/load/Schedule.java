package io.amparo.bench.load;

import java.time.Duration;

/** Intended begin of each arrival at a constant rate, independent of earlier arrivals. */
public record Schedule(int perSecond, Duration during) {
    public Schedule {
        if (perSecond < 1) throw new IllegalArgumentException("The rate must be at least one arrival per second: " + perSecond);
        if (during.isNegative()) throw new IllegalArgumentException("The duration must not be negative: " + during);
    }

    /** Returns a schedule for a number of arrivals. */
    public static Schedule of(int arrivals, int perSecond) {
        return new Schedule(perSecond, Duration.ofSeconds(1).multipliedBy(arrivals).dividedBy(perSecond));
    }

    public int arrivals() {
        return Math.toIntExact(Math.round(during.toNanos() / 1e9 * perSecond));
    }

    /**
     * Returns the time from the begin to the arrival with this index. Computed from the begin, so that rounding errors do not
     * accumulate.
     */
    public Duration offset(int arrival) {
        return Duration.ofSeconds(arrival).dividedBy(perSecond);
    }
}
