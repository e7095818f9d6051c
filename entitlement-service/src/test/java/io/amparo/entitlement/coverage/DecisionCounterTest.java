package io.amparo.entitlement.coverage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The meter of decisions. */
class DecisionCounterTest {
    /** Reasons of warnings, of the list of services and of orders, which are never the first reason of a decision. */
    private static final List<String> NO_DECISION = List.of("newer-major-available", "remaining-maintenance", "open-to-all",
            "not-yet-offered", "order-needs-edition");

    @Test
    void every_reason_with_a_text_is_counted_by_its_code() {
        var codes = ResourceBundle.getBundle("messages", Locale.ROOT).keySet().stream().filter(key -> key.startsWith("reason."))
                .map(key -> key.substring("reason.".length())).filter(code -> !NO_DECISION.contains(code)).toList();

        assertThat(Stream.of(DecisionCounter.GRANTS, DecisionCounter.DENIALS).flatMap(Collection::stream))
                .containsExactlyInAnyOrderElementsOf(codes);
    }

    @Test
    void every_reason_is_a_series_before_the_first_decision() {
        var meters = new SimpleMeterRegistry();

        new DecisionCounter(meters);

        assertThat(meters.find("amparo.decisions").counters()).hasSize(20)
                .allSatisfy(counter -> assertThat(counter.count()).isZero());
    }
}
