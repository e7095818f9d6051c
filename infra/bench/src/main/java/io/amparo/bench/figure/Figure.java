package io.amparo.bench.figure;

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
 * @param values p50, p90, p99 and max of a distribution, or one {@code value}
 * @param floors minimum that the machine needed in the same run for the necessary parts of this value
 */
public record Figure(String name, String unit, long count, SortedMap<String, Long> errors, SortedMap<String, Double> values,
        List<Bar> bars, List<Figure> floors) {
    public static final String MEDIAN = "p50";
    public static final String SINGLE = "value";

    public static Figure single(String name, String unit, double value, Bar... bars) {
        return new Figure(name, unit, 1, new TreeMap<>(), new TreeMap<>(Map.of(SINGLE, value)), List.of(bars), List.of());
    }

    public Figure within(Bar... those) {
        return new Figure(name, unit, count, errors, values, List.of(those), floors);
    }

    public Figure above(Figure... those) {
        return new Figure(name, unit, count, errors, values, bars, List.of(those));
    }

    public long failed() {
        return errors.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * Returns whether every acceptance limit is met and no error occurred. A value with errors never meets its limits, however
     * fast it is.
     */
    public boolean met() {
        return count > 0 && failed() == 0 && bars.stream().allMatch(this::under);
    }

    private boolean under(Bar bar) {
        var value = values.get(bar.of());
        return value != null && value <= bar.atMost();
    }

    /** Returns the median divided by the sum of the medians of its floors; a single value counts as its own median. */
    public OptionalDouble ratio() {
        double floor = floors.stream().mapToDouble(Figure::middle).sum();
        return floor > 0 && middle() > 0 ? OptionalDouble.of(middle() / floor) : OptionalDouble.empty();
    }

    private double middle() {
        return values.getOrDefault(MEDIAN, values.getOrDefault(SINGLE, 0.0));
    }
}
