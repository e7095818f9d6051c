package io.amparo.bench.result;

import java.util.OptionalDouble;

/**
 * Maximum of one statistic of a measured value, with an optional lower target.
 *
 * @param statistic statistic of the measured value: p50, p90, p95, p99, max or value
 * @param atMost maximum, in the unit of the measured value
 */
public record AcceptanceLimit(String statistic, double atMost, OptionalDouble target) {

    public static AcceptanceLimit of(String statistic, double atMost) {
        return new AcceptanceLimit(statistic, atMost, OptionalDouble.empty());
    }

    public AcceptanceLimit withTarget(double target) {
        return new AcceptanceLimit(statistic, atMost, OptionalDouble.of(target));
    }
}
