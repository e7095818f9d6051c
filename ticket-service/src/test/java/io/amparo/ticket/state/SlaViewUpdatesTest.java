package io.amparo.ticket.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.amparo.ticket.sla.Sla;
import io.amparo.ticket.sla.Sla.Objective;
import io.amparo.ticket.sla.Sla.PauseRule;
import io.amparo.ticket.state.SlaViewUpdates.ClockSnapshot;
import java.time.Instant;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SlaViewUpdatesTest {
    private static final Instant DUE = Instant.parse("2026-11-23T12:00:00Z");
    private static final ClockSnapshot RESOLUTION = clock("RESOLUTION", 1, "RUNNING", "PT0S", DUE);
    private static final ClockSnapshot NEXT_RESPONSE = clock("NEXT_RESPONSE", 1, "RUNNING", "PT0S", DUE);
    private static final PauseRule CUSTOMER_PAUSES = new PauseRule("WAITING_CUSTOMER", List.of("RESOLUTION"), null);
    private static final PauseRule VENDOR_PAUSES = new PauseRule("WAITING_VENDOR", List.of("RESOLUTION"), null);
    private static final Sla ASSIGNED = SlaViewUpdates.assigned("standard", 1, "comercial", "America/Sao_Paulo",
            List.of(CUSTOMER_PAUSES), List.of(RESOLUTION));

    private static ClockSnapshot clock(String metric, int cycle, String state, String consumed, @Nullable Instant dueAt) {
        return new ClockSnapshot(metric, cycle, state, "PT8H", consumed, dueAt);
    }

    private static Sla rescheduled(Sla sla, int cycle, String state) {
        return SlaViewUpdates.rescheduled(sla, "premium-24x7", 3, "24x7", "UTC", List.of(VENDOR_PAUSES),
                new ClockSnapshot("RESOLUTION", cycle, state, "PT4H", "PT1H", DUE.plusSeconds(60)));
    }

    @Test
    @Tag("R1.3")
    void an_objective_that_starts_later_is_added() {
        assertThat(SlaViewUpdates.updated(ASSIGNED, List.of(NEXT_RESPONSE)).objectives())
                .extracting(Objective::metric, Objective::state)
                .containsExactly(tuple("RESOLUTION", "RUNNING"), tuple("NEXT_RESPONSE", "RUNNING"));
    }

    @Test
    @Tag("R1.3")
    void pause_rules_that_an_older_build_has_not_stated_are_unknown() {
        var assigned = SlaViewUpdates.assigned("standard", 1, "comercial", "UTC", null, List.of(RESOLUTION));

        assertThat(SlaViewUpdates.warned(assigned, "RESOLUTION", 1).pauseRules()).isNull();
        assertThat(TicketStateCodec.decodePauseRules(new Document())).isNull();
        assertThat(TicketStateCodec.decodePauseRules(new Document("pauseRules", List.of()))).isEmpty();
    }

    @Test
    void a_rescheduling_adds_an_objective_that_no_event_has_named_before() {
        var added = SlaViewUpdates.rescheduled(ASSIGNED, "premium-24x7", 3, "24x7", "UTC", null, NEXT_RESPONSE);

        assertThat(added.objectives()).extracting(Objective::metric).containsExactly("RESOLUTION", "NEXT_RESPONSE");
    }

    @Test
    @Tag("R1.3")
    void a_breached_objective_stays_breached_after_pause_and_resume() {
        var breached = SlaViewUpdates.breached(ASSIGNED, "RESOLUTION", 1);
        var paused = SlaViewUpdates.paused(breached, "WAITING_CUSTOMER",
                List.of(clock("RESOLUTION", 1, "BREACHED", "PT9H", null)));

        assertThat(paused.pausedStatus()).isEqualTo("WAITING_CUSTOMER");
        assertThat(SlaViewUpdates.updated(paused, List.of(clock("RESOLUTION", 1, "BREACHED", "PT9H", DUE))).objectives())
                .extracting(Objective::state).containsExactly("BREACHED");
    }

    @Test
    void a_rescheduling_replaces_the_terms_and_the_clock() {
        var moved = rescheduled(SlaViewUpdates.breached(ASSIGNED, "RESOLUTION", 1), 1, "RUNNING");

        assertThat(moved).isEqualTo(new Sla("premium-24x7", 3, "24x7", "UTC", List.of(VENDOR_PAUSES), null,
                List.of(new Objective("RESOLUTION", 1, "RUNNING", "PT4H", null, DUE.plusSeconds(60)))));
        assertThat(SlaViewUpdates.breached(moved, "RESOLUTION", 1).objectives()).extracting(Objective::state)
                .containsExactly("BREACHED");
    }

    /** A contract moves to a shorter plan and back, while one clock is met and the other one is breached and paused. */
    @Test
    void a_contract_move_and_back_shows_each_clock_as_the_engine_has_it() {
        var later = DUE.plusSeconds(3600);
        var sla = SlaViewUpdates.assigned("standard", 1, "comercial", "America/Sao_Paulo", List.of(),
                List.of(clock("FIRST_RESPONSE", 1, "RUNNING", "PT0S", DUE), RESOLUTION));
        sla = SlaViewUpdates.met(sla, "FIRST_RESPONSE", 1, false, "PT10M");

        sla = SlaViewUpdates.planChanged(sla, "short", 2, null);
        for (var clock : List.of(new ClockSnapshot("FIRST_RESPONSE", 1, "MISSED", "PT5M", "PT10M", DUE.minusSeconds(60)),
                new ClockSnapshot("RESOLUTION", 1, "BREACHED", "PT5M", "PT20M", DUE.minusSeconds(600))))
            sla = SlaViewUpdates.rescheduled(sla, "short", 2, "24x7", "UTC", null, clock);
        sla = SlaViewUpdates.breached(sla, "RESOLUTION", 1);
        sla = SlaViewUpdates.paused(sla, "WAITING_CUSTOMER",
                List.of(new ClockSnapshot("RESOLUTION", 1, "BREACHED", "PT5M", "PT30M", null)));
        assertThat(sla).isEqualTo(new Sla("short", 2, "24x7", "UTC", "WAITING_CUSTOMER",
                List.of(new Objective("FIRST_RESPONSE", 1, "MISSED", "PT5M", "PT10M", DUE.minusSeconds(60)),
                        new Objective("RESOLUTION", 1, "BREACHED", "PT5M", "PT30M", null))));

        sla = SlaViewUpdates.planChanged(sla, "standard", 3, null);
        for (var clock : List.of(new ClockSnapshot("FIRST_RESPONSE", 1, "MET", "PT8H", "PT10M", DUE),
                new ClockSnapshot("RESOLUTION", 1, "PAUSED", "PT8H", "PT30M", null)))
            sla = SlaViewUpdates.rescheduled(sla, "standard", 3, "comercial", "America/Sao_Paulo", null, clock);
        sla = SlaViewUpdates.updated(sla, List.of(new ClockSnapshot("RESOLUTION", 1, "RUNNING", "PT8H", "PT30M", later)));
        assertThat(sla).isEqualTo(new Sla("standard", 3, "comercial", "America/Sao_Paulo", null,
                List.of(new Objective("FIRST_RESPONSE", 1, "MET", "PT8H", "PT10M", DUE),
                        new Objective("RESOLUTION", 1, "RUNNING", "PT8H", null, later))));
    }

    @Test
    void consumed_time_is_shown_only_while_the_clock_stands_still() {
        assertThat(consumed(ASSIGNED)).isNull();
        assertThat(consumed(SlaViewUpdates.breached(ASSIGNED, "RESOLUTION", 1))).isNull();

        var paused = SlaViewUpdates.paused(ASSIGNED, "WAITING_CUSTOMER", List.of(clock("RESOLUTION", 1, "PAUSED", "PT2H", null)));
        assertThat(consumed(paused)).isEqualTo("PT2H");
        assertThat(consumed(SlaViewUpdates.cancelled(paused, "RESOLUTION", 1))).isEqualTo("PT2H");
        assertThat(consumed(SlaViewUpdates.updated(paused, List.of(clock("RESOLUTION", 1, "AT_RISK", "PT2H", DUE))))).isNull();
        assertThat(consumed(SlaViewUpdates.cancelled(ASSIGNED, "RESOLUTION", 1))).isNull();
        assertThat(consumed(SlaViewUpdates.met(ASSIGNED, "RESOLUTION", 1, false, "PT3H"))).isEqualTo("PT3H");
    }

    private static @Nullable String consumed(Sla sla) {
        return sla.objectives().getFirst().consumed();
    }

    @Test
    void a_new_cycle_of_one_clock_ends_no_pause_of_another() {
        var paused = SlaViewUpdates.paused(ASSIGNED, "WAITING_VENDOR", List.of(clock("RESOLUTION", 1, "PAUSED", "PT2H", null)));

        var asked = SlaViewUpdates.updated(paused, List.of(NEXT_RESPONSE));

        assertThat(asked.pausedStatus()).isEqualTo("WAITING_VENDOR");
        assertThat(SlaViewUpdates.cancelled(asked, "RESOLUTION", 1).pausedStatus()).isNull();
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
        var second = SlaViewUpdates.updated(ASSIGNED, List.of(clock("RESOLUTION", 2, "RUNNING", "PT0S", DUE)));

        assertThat(rescheduled(second, 1, "MET").objectives()).isEqualTo(second.objectives());
        assertThat(SlaViewUpdates.breached(second, "RESOLUTION", 1)).isEqualTo(second);
    }

    @Test
    void a_breach_that_arrives_after_the_end_does_not_reopen_the_clock() {
        var met = SlaViewUpdates.met(ASSIGNED, "RESOLUTION", 1, false, "PT1H");

        assertThat(SlaViewUpdates.breached(met, "RESOLUTION", 1).objectives()).extracting(Objective::state)
                .containsExactly("MISSED");
        assertThat(SlaViewUpdates.breached(SlaViewUpdates.cancelled(ASSIGNED, "RESOLUTION", 1), "RESOLUTION", 1).objectives())
                .extracting(Objective::state).containsExactly("CANCELLED");
    }

    @Test
    void a_clock_that_was_met_late_is_shown_as_such_after_a_rescheduling() {
        assertThat(rescheduled(ASSIGNED, 1, "MISSED").objectives()).extracting(Objective::state).containsExactly("MISSED");
    }
}
