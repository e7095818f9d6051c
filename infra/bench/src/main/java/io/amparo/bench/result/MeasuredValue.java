package io.amparo.bench.result;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A measured value: one line of the result.
 *
 * @param unit unit of all values, for example ns, ms, s or MB
 * @param count number of measurements
 * @param errors number of missing or wrong results by reason
 * @param values p50, p90, p95, p99 and max of a distribution, or one {@code value}
 * @param floors minimum that the machine needed in the same run for the necessary parts of this value
 */
public record MeasuredValue(String name, String unit, long count, SortedMap<String, Long> errors,
        SortedMap<String, Double> values, List<AcceptanceLimit> limits, List<MeasuredValue> floors) {
    public static final String MEDIAN = "p50";
    public static final String SINGLE = "value";

    public static MeasuredValue single(String name, String unit, double value, AcceptanceLimit... limits) {
        return new MeasuredValue(name, unit, 1, new TreeMap<>(), new TreeMap<>(Map.of(SINGLE, value)), List.of(limits),
                List.of());
    }

    public MeasuredValue withLimits(AcceptanceLimit... newLimits) {
        return new MeasuredValue(name, unit, count, errors, values, List.of(newLimits), floors);
    }

    public MeasuredValue comparedTo(MeasuredValue... newFloors) {
        return new MeasuredValue(name, unit, count, errors, values, limits, List.of(newFloors));
    }

    public long errorCount() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Returns whether every acceptance limit is met and no error occurred. A value with errors never meets its limits, however
     * fast it is.
     */
    public boolean met() {
        return count > 0 && errorCount() == 0 && limits.stream().allMatch(this::isWithin);
    }

    private boolean isWithin(AcceptanceLimit limit) {
        var value = values.get(limit.statistic());
        return value != null && value <= limit.atMost();
    }

    /** Returns the median divided by the sum of the medians of its floors; a single value counts as its own median. */
    public OptionalDouble ratio() {
        double floor = floors.stream().mapToDouble(MeasuredValue::medianOrValue).sum();
        return floor > 0 && medianOrValue() > 0 ? OptionalDouble.of(medianOrValue() / floor) : OptionalDouble.empty();
    }

    private double medianOrValue() {
        return values.getOrDefault(MEDIAN, values.getOrDefault(SINGLE, 0.0));
    }
}
