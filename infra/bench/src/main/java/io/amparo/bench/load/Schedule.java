package io.amparo.bench.load;

import java.time.Duration;

/** Arrivals at a constant rate: when each is meant to begin, whatever became of those before it. */
public record Schedule(int perSecond, Duration during) {
    public Schedule {
        if (perSecond < 1) throw new IllegalArgumentException("at least one a second: " + perSecond);
        if (during.isNegative()) throw new IllegalArgumentException("not a duration: " + during);
    }

    /** So many arrivals, however long that takes. */
    public static Schedule of(int arrivals, int perSecond) {
        return new Schedule(perSecond, Duration.ofSeconds(1).multipliedBy(arrivals).dividedBy(perSecond));
    }

    public int arrivals() {
        return Math.toIntExact(Math.round(during.toNanos() / 1e9 * perSecond));
    }

    /** From the begin to the arrival of this index. Computed from the begin, so that no error adds up. */
    public Duration offset(int arrival) {
        return Duration.ofSeconds(arrival).dividedBy(perSecond);
    }
}
