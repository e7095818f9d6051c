package io.amparo.ticket.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.amparo.ticket.sla.Sla.Objective;
import io.amparo.ticket.sla.SlaViewUpdates.ClockSnapshot;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SlaViewUpdatesTest {
    private static final Instant DUE = Instant.parse("2026-11-23T12:00:00Z");
    private static final ClockSnapshot RESOLUTION = new ClockSnapshot("RESOLUTION", "PT8H", "PT0S", DUE);
    private static final ClockSnapshot NEXT_RESPONSE = new ClockSnapshot("NEXT_RESPONSE", "PT1H", "PT0S", DUE);
    private static final Sla ASSIGNED = SlaViewUpdates.assigned("standard", 1, "comercial", "America/Sao_Paulo",
            List.of(RESOLUTION));

    @Test
    @Tag("R1.3")
    void an_objective_that_starts_later_is_added() {
        assertThat(SlaViewUpdates.resumed(ASSIGNED, List.of(NEXT_RESPONSE)).objectives())
                .extracting(Objective::metric, Objective::state)
                .containsExactly(tuple("RESOLUTION", "RUNNING"), tuple("NEXT_RESPONSE", "RUNNING"));
    }

    @Test
    @Tag("R1.3")
    void a_breached_objective_stays_breached_after_pause_and_resume() {
        var breached = SlaViewUpdates.breached(ASSIGNED, "RESOLUTION");
        var paused = SlaViewUpdates.paused(breached, "WAITING_CUSTOMER",
                List.of(new ClockSnapshot("RESOLUTION", "PT8H", "PT9H", null)));

        assertThat(paused.pausedStatus()).isEqualTo("WAITING_CUSTOMER");
        assertThat(SlaViewUpdates.resumed(paused, List.of(RESOLUTION)).objectives()).extracting(Objective::state)
                .containsExactly("BREACHED");
    }
}
