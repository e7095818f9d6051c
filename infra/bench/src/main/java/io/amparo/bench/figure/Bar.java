package io.amparo.bench.figure;

import java.util.OptionalDouble;

/**
 * Maximum of one statistic of a measured value, with an optional lower target.
 *
 * @param of statistic of the measured value: p50, p90, p99, max or value
 * @param atMost maximum, in the unit of the measured value
 */
public record Bar(String of, double atMost, OptionalDouble aim) {

    public static Bar of(String value, double atMost) {
        return new Bar(value, atMost, OptionalDouble.empty());
    }

    public Bar aiming(double better) {
        return new Bar(of, atMost, OptionalDouble.of(better));
    }
}
