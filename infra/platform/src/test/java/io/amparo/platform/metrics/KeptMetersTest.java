package io.amparo.platform.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.noop.NoopGauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

/** Which meters of the libraries stay. */
class KeptMetersTest {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    KeptMetersTest() {
        new MetricsConfig().keptMeters().customize(registry);
    }

    @Test
    void own_meters_and_listed_ones_stay_and_others_are_denied() {
        registry.counter("amparo.outbox.parked").increment();
        registry.timer("http.server.requests");
        registry.counter("kafka.consumer.request.total");
        registry.timer("mongodb.driver.commands");

        assertThat(registry.getMeters()).extracting(meter -> meter.getId().getName())
                .containsExactlyInAnyOrder("amparo.outbox.parked", "http.server.requests");
    }

    @Test
    void binder_sees_a_noop_gauge_and_polls_no_lag_also_with_a_composite() {
        // The binder schedules its poll unless the registration returns a NoopGauge.
        var composite = new CompositeMeterRegistry().add(new SimpleMeterRegistry());
        new MetricsConfig().keptMeters().customize(composite);

        for (var each : new MeterRegistry[]{registry, composite})
            assertThat(Gauge.builder("spring.cloud.stream.binder.kafka.offset", () -> 1).register(each))
                    .isInstanceOf(NoopGauge.class);
    }

    @Test
    void requests_have_no_tag_of_exceptions() {
        registry.counter("http.server.requests", "uri", "/tickets", "status", "500", "exception", "IllegalState", "error", "x",
                "outcome", "SERVER_ERROR");

        assertThat(registry.get("http.server.requests").meter().getId().getTags()).extracting(tag -> tag.getKey())
                .containsExactly("status", "uri");
    }
}
