package io.amparo.ticket.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.amparo.ticket.sla.Sla.Objective;
import io.amparo.ticket.sla.SlaViewUpdates.ClockSnapshot;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SlaViewUpdatesTest {
    private static final Instant DUE = Instant.parse("2026-11-23T12:00:00Z");
    private static final ClockSnapshot RESOLUTION = clock("RESOLUTION", 1, "RUNNING", "PT0S", DUE);
    private static final ClockSnapshot NEXT_RESPONSE = clock("NEXT_RESPONSE", 1, "RUNNING", "PT0S", DUE);
    private static final Sla ASSIGNED = SlaViewUpdates.assigned("standard", 1, "comercial", "America/Sao_Paulo",
            List.of(RESOLUTION));

    private static ClockSnapshot clock(String metric, int cycle, String state, String consumed, @Nullable Instant dueAt) {
        return new ClockSnapshot(metric, cycle, state, "PT8H", consumed, dueAt);
    }

    private static Sla rescheduled(Sla sla, int cycle, String state) {
        return SlaViewUpdates.rescheduled(sla, "premium-24x7", 3, "24x7", "UTC",
                new ClockSnapshot("RESOLUTION", cycle, state, "PT4H", "PT1H", DUE.plusSeconds(60)));
    }

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
        var breached = SlaViewUpdates.breached(ASSIGNED, "RESOLUTION", 1);
        var paused = SlaViewUpdates.paused(breached, "WAITING_CUSTOMER",
                List.of(clock("RESOLUTION", 1, "BREACHED", "PT9H", null)));

        assertThat(paused.pausedStatus()).isEqualTo("WAITING_CUSTOMER");
        assertThat(SlaViewUpdates.resumed(paused, List.of(clock("RESOLUTION", 1, "BREACHED", "PT9H", DUE))).objectives())
                .extracting(Objective::state).containsExactly("BREACHED");
    }

    @Test
    void a_rescheduling_replaces_the_terms_and_the_clock() {
        var moved = rescheduled(SlaViewUpdates.breached(ASSIGNED, "RESOLUTION", 1), 1, "RUNNING");

        assertThat(moved).isEqualTo(new Sla("premium-24x7", 3, "24x7", "UTC", null,
                List.of(new Objective("RESOLUTION", 1, "RUNNING", "PT4H", "PT1H", DUE.plusSeconds(60)))));
        assertThat(SlaViewUpdates.breached(moved, "RESOLUTION", 1).objectives()).extracting(Objective::state)
                .containsExactly("BREACHED");
    }

    @Test
    void a_warning_puts_a_running_clock_at_risk_and_leaves_a_breached_one() {
        var warned = SlaViewUpdates.warned(ASSIGNED, "RESOLUTION", 1);

        assertThat(warned.objectives()).extracting(Objective::state).containsExactly("AT_RISK");
        assertThat(warned.nextDue()).isPresent();
        assertThat(SlaViewUpdates.warned(SlaViewUpdates.breached(warned, "RESOLUTION", 1), "RESOLUTION", 1).objectives())
                .extracting(Objective::state).containsExactly("BREACHED");
    }

    @Test
    void an_event_of_an_earlier_cycle_changes_nothing() {
        var second = SlaViewUpdates.resumed(ASSIGNED, List.of(clock("RESOLUTION", 2, "RUNNING", "PT0S", DUE)));

        assertThat(rescheduled(second, 1, "MET").objectives()).isEqualTo(second.objectives());
        assertThat(SlaViewUpdates.breached(second, "RESOLUTION", 1)).isEqualTo(second);
    }

    @Test
    void a_breach_that_arrives_after_the_end_does_not_reopen_the_clock() {
        var met = SlaViewUpdates.met(ASSIGNED, "RESOLUTION", 1, false, "PT1H");

        assertThat(SlaViewUpdates.breached(met, "RESOLUTION", 1).objectives()).extracting(Objective::state)
                .containsExactly("MET_LATE");
        assertThat(SlaViewUpdates.breached(SlaViewUpdates.cancelled(ASSIGNED, "RESOLUTION", 1), "RESOLUTION", 1).objectives())
                .extracting(Objective::state).containsExactly("CANCELLED");
    }

    @Test
    void a_clock_that_was_met_late_is_shown_as_such_after_a_rescheduling() {
        assertThat(rescheduled(ASSIGNED, 1, "MISSED").objectives()).extracting(Objective::state).containsExactly("MET_LATE");
    }
}
