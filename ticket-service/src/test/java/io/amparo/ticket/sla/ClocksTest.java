package io.amparo.ticket.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.amparo.ticket.sla.Clocks.Told;
import io.amparo.ticket.sla.Sla.Objective;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ClocksTest {
    private static final Instant DUE = Instant.parse("2026-11-23T12:00:00Z");
    private static final Told RESOLUTION = new Told("RESOLUTION", "PT8H", "PT0S", DUE);
    private static final Told NEXT = new Told("NEXT_RESPONSE", "PT1H", "PT0S", DUE);
    private static final Sla ASSIGNED = Clocks.assigned("standard", 1, "comercial", "America/Sao_Paulo", List.of(RESOLUTION));

    @Test
    @Tag("R1.3")
    void a_promise_that_begins_later_is_shown_beside_those_of_the_opening() {
        assertThat(Clocks.resumed(ASSIGNED, List.of(NEXT)).objectives()).extracting(Objective::metric, Objective::state)
                .containsExactly(tuple("RESOLUTION", "RUNNING"), tuple("NEXT_RESPONSE", "RUNNING"));
    }

    @Test
    @Tag("R1.3")
    void a_broken_promise_stays_broken_while_it_stands_still_and_when_it_goes_on() {
        var broken = Clocks.breached(ASSIGNED, "RESOLUTION");
        var paused = Clocks.paused(broken, "WAITING_CUSTOMER", List.of(new Told("RESOLUTION", "PT8H", "PT9H", null)));

        assertThat(paused.pausedBecause()).isEqualTo("WAITING_CUSTOMER");
        assertThat(Clocks.resumed(paused, List.of(RESOLUTION)).objectives()).extracting(Objective::state)
                .containsExactly("BREACHED");
    }
}
