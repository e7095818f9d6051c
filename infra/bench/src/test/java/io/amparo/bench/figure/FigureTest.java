package io.amparo.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FigureTest {

    private static Figure upTo(int millis) {
        var latencies = new Latencies();
        IntStream.rangeClosed(1, millis).forEach(each -> latencies.took(Duration.ofMillis(each)));
        return latencies.figure("up to " + millis);
    }

    @Test
    void percentiles_are_exact_to_three_digits() {
        var figure = upTo(1000);

        assertThat(figure.count()).isEqualTo(1000);
        assertThat(figure.values().get("p50")).isCloseTo(500, within(0.5));
        assertThat(figure.values().get("p90")).isCloseTo(900, within(0.9));
        assertThat(figure.values().get("p99")).isCloseTo(990, within(0.99));
        assertThat(figure.values().get("max")).isCloseTo(1000, within(1.0));
    }

    @Test
    void clocks_that_differ_by_a_millisecond_are_no_error() {
        var latencies = new Latencies();
        latencies.took(Duration.ofMillis(-1));

        assertThat(latencies.figure("").values()).containsEntry("max", 0.0);
    }

    @Test
    void a_bar_is_met_up_to_and_with_its_value() {
        var single = Figure.single("start", "s", 60, Bar.of(Figure.SINGLE, 60).aiming(30));

        assertThat(single.met()).isTrue();
        assertThat(single.within(Bar.of(Figure.SINGLE, 59.9)).met()).isFalse();
        assertThat(upTo(100).within(Bar.of("p50", 51), Bar.of("p99", 98)).met()).isFalse();
        assertThat(upTo(100).within(Bar.of("p50", 51), Bar.of("p99", 100)).met()).isTrue();
    }

    @Test
    void an_error_misses_every_bar_and_so_does_nothing_at_all() {
        var latencies = new Latencies();
        assertThat(latencies.figure("").within(Bar.of("p99", 1000)).met()).isFalse();

        latencies.took(Duration.ofMillis(1));
        latencies.failed("no receipt", 0);
        assertThat(latencies.figure("").within(Bar.of("p99", 1000)).met()).isTrue();

        latencies.failed("no receipt");
        assertThat(latencies.figure("").within(Bar.of("p99", 1000)).met()).isFalse();
    }

    @Test
    void the_median_is_told_in_floors() {
        assertThat(upTo(100).above(upTo(10), upTo(30)).ratio().orElseThrow()).isCloseTo(50.0 / (5 + 15), within(0.01));
        assertThat(upTo(100).ratio()).isEmpty();
        assertThat(Figure.single("", "s", 6).above(Figure.single("", "s", 4)).ratio().orElseThrow()).isCloseTo(1.5, within(0.01));
    }
}
