package io.amparo.bench.figure;

import java.util.OptionalDouble;

/**
 * The most that a value may be; the aim is what one hopes for.
 *
 * @param of which value of the figure: p50, p99, value …
 */
public record Bar(String of, double atMost, OptionalDouble aim) {

    public static Bar of(String value, double atMost) {
        return new Bar(value, atMost, OptionalDouble.empty());
    }

    public Bar aiming(double better) {
        return new Bar(of, atMost, OptionalDouble.of(better));
    }
}
