package io.amparo.sla.report;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** A sample of durations in milliseconds for percentiles; eight bytes per value. */
final class DurationSample {

    /** Percentiles by nearest rank: each is a value of the sample that so many percent of the values do not exceed. */
    record Percentiles(Duration p50, Duration p90, Duration p95) {}

    private long[] millis = new long[16];
    private int count;

    void add(Duration duration) {
        if (count == millis.length) millis = Arrays.copyOf(millis, 2 * count);
        millis[count++] = duration.toMillis();
    }

    /** @return empty if the sample is empty */
    Optional<Percentiles> percentiles() {
        if (count == 0) return Optional.empty();
        var sorted = Arrays.copyOf(millis, count);
        Arrays.sort(sorted);
        return Optional.of(new Percentiles(percentile(50, sorted), percentile(90, sorted), percentile(95, sorted)));
    }

    private static Duration percentile(int percent, long[] sorted) {
        long rank = ((long) percent * sorted.length + 99) / 100;
        return Duration.ofMillis(sorted[(int) rank - 1]);
    }
}
