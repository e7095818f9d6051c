package io.amparo.bench.result;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.ConcurrentHistogram;

/** Thread-safe histogram of durations with three significant digits, and error counts by reason. */
public final class Latencies {
    private static final int DIGITS = 3;
    private static final double MICROS_PER_MILLI = 1000;

    private final ConcurrentHistogram micros = new ConcurrentHistogram(DIGITS);
    private final Map<String, LongAdder> errors = new ConcurrentHashMap<>();

    public void add(Duration duration) {
        // Two instants of millisecond precision can be in the wrong order by one millisecond.
        micros.recordValue(Math.max(0, TimeUnit.NANOSECONDS.toMicros(duration.toNanos())));
    }

    public void addError(String reason) {
        addError(reason, 1);
    }

    public void addError(String reason, long times) {
        if (times > 0) errors.computeIfAbsent(reason, _ -> new LongAdder()).add(times);
    }

    public MeasuredValue toMeasuredValue(String name) {
        var values = new TreeMap<String, Double>();
        if (micros.getTotalCount() > 0) {
            for (int percentile : List.of(50, 90, 95, 99))
                values.put("p" + percentile, millis(micros.getValueAtPercentile(percentile)));
            values.put("max", millis(micros.getMaxValue()));
        }
        var errorCounts = new TreeMap<String, Long>();
        errors.forEach((reason, times) -> errorCounts.put(reason, times.sum()));
        return new MeasuredValue(name, "ms", micros.getTotalCount(), errorCounts, values, List.of(), List.of());
    }

    private static double millis(long micros) {
        return micros / MICROS_PER_MILLI;
    }
}
