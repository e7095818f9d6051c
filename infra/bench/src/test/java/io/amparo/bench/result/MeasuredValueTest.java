package io.amparo.bench.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasuredValueTest {

    private static MeasuredValue upTo(int millis) {
        var latencies = new Latencies();
        IntStream.rangeClosed(1, millis).forEach(each -> latencies.add(Duration.ofMillis(each)));
        return latencies.toMeasuredValue("up to " + millis);
    }

    @Test
    void percentiles_are_exact_to_three_digits() {
        var value = upTo(1000);

        assertThat(value.count()).isEqualTo(1000);
        assertThat(value.values().get("p50")).isCloseTo(500, within(0.5));
        assertThat(value.values().get("p90")).isCloseTo(900, within(0.9));
        assertThat(value.values().get("p99")).isCloseTo(990, within(0.99));
        assertThat(value.values().get("max")).isCloseTo(1000, within(1.0));
    }

    @Test
    void a_negative_duration_counts_as_zero() {
        var latencies = new Latencies();
        latencies.add(Duration.ofMillis(-1));

        assertThat(latencies.toMeasuredValue("").values()).containsEntry("max", 0.0);
    }

    @Test
    void a_limit_includes_its_value() {
        var single = MeasuredValue.single("start", "s", 60, AcceptanceLimit.of(MeasuredValue.SINGLE, 60).withTarget(30));

        assertThat(single.met()).isTrue();
        assertThat(single.withLimits(AcceptanceLimit.of(MeasuredValue.SINGLE, 59.9)).met()).isFalse();
        assertThat(upTo(100).withLimits(AcceptanceLimit.of("p50", 51), AcceptanceLimit.of("p99", 98)).met()).isFalse();
        assertThat(upTo(100).withLimits(AcceptanceLimit.of("p50", 51), AcceptanceLimit.of("p99", 100)).met()).isTrue();
    }

    @Test
    void an_error_or_no_measurement_misses_every_limit() {
        var latencies = new Latencies();
        assertThat(latencies.toMeasuredValue("").withLimits(AcceptanceLimit.of("p99", 1000)).met()).isFalse();

        latencies.add(Duration.ofMillis(1));
        latencies.addError("no receipt", 0);
        assertThat(latencies.toMeasuredValue("").withLimits(AcceptanceLimit.of("p99", 1000)).met()).isTrue();

        latencies.addError("no receipt");
        assertThat(latencies.toMeasuredValue("").withLimits(AcceptanceLimit.of("p99", 1000)).met()).isFalse();
    }

    @Test
    void ratio_is_the_median_divided_by_the_floors() {
        assertThat(upTo(100).comparedTo(upTo(10), upTo(30)).ratio().orElseThrow()).isCloseTo(50.0 / (5 + 15), within(0.01));
        assertThat(upTo(100).ratio()).isEmpty();
        assertThat(MeasuredValue.single("", "s", 6).comparedTo(MeasuredValue.single("", "s", 4)).ratio().orElseThrow())
                .isCloseTo(1.5, within(0.01));
    }
}
