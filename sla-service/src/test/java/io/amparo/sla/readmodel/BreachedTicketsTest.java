package io.amparo.sla.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The gauge of tickets that are breached now. */
class BreachedTicketsTest {
    private SimpleMeterRegistry meters;
    private Map<String, Integer> stored;
    private boolean storeIsDown;
    private BreachedTickets breached;

    @BeforeEach
    void start() {
        meters = new SimpleMeterRegistry();
        stored = Map.of("P1", 2, "unknown", 7);
        storeIsDown = false;
        breached = new BreachedTickets(() -> {
            if (storeIsDown) throw new IllegalStateException("store is down");
            return stored;
        }, meters);
    }

    @Test
    void each_priority_is_a_series_from_the_start_and_no_other_text_is() {
        assertThat(count("P1")).isZero();
        breached.count();

        assertThat(count("P1")).isEqualTo(2);
        assertThat(meters.get("amparo.sla.breached.tickets").gauges()).hasSize(4);

        stored = Map.of("P4", 1);
        breached.count();
        assertThat(count("P1")).isZero();
        assertThat(count("P4")).isEqualTo(1);
    }

    @Test
    void last_number_stays_while_the_store_is_down() {
        breached.count();
        storeIsDown = true;

        breached.count();

        assertThat(count("P1")).isEqualTo(2);
    }

    private double count(String priority) {
        return meters.get("amparo.sla.breached.tickets").tag("priority", priority).gauge().value();
    }
}
