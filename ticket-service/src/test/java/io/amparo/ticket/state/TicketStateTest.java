package io.amparo.ticket.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.amparo.events.ticket.TicketStateEvent.ReachedRung;
import io.amparo.ticket.sla.Sla;
import io.amparo.ticket.sla.Sla.Objective;
import io.amparo.ticket.state.ReachedRungs.Rung;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.DocumentCodec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TicketStateTest {
    private static final Instant OPENED = Instant.parse("2026-11-23T12:00:00Z");
    private static final Instant DUE = OPENED.plusSeconds(3600);
    private static final Duration KEEP = Duration.ofDays(30);
    private static final Sla SLA = new Sla("standard", 1, "24x7", "UTC", null,
            List.of(new Objective("RESOLUTION", "RUNNING", "PT1H", null, DUE)));
    private static final TicketState OPEN = TicketState.EMPTY.withTicket(ticket(1, "OPEN", null)).assign(SLA);

    private static TicketSnapshot ticket(long version, String status, @Nullable Instant closedAt) {
        return new TicketSnapshot("t1", version, 10 * version, "T-2026-000001", "acme", "Acme", "opmon-9", "9.2", "INCIDENT",
                "P1", status, closedAt == null ? "VENDOR" : null, "EDITION", OPENED, OPENED, closedAt, SLA);
    }

    private static TicketState reach(TicketState state, int cycle, int percent, Instant at) {
        return state.withSla(UnaryOperator.identity(), rungs -> rungs.reach(new Rung("RESOLUTION", cycle, percent, at)));
    }

    private static List<ReachedRung> reached(TicketState state) {
        return state.event().sla().clocks().getFirst().reached();
    }

    @Test
    void ticket_and_clocks_arrive_in_any_order() {
        assertThat(TicketState.EMPTY.assign(SLA).event()).isNull();
        assertThat(TicketState.EMPTY.assign(SLA).withTicket(ticket(1, "OPEN", null))).isEqualTo(OPEN);
        assertThat(OPEN.event().key()).isEqualTo("acme/t1");
    }

    @Test
    void clocks_of_the_quote_are_shown_until_the_engine_has_assigned_its_own() {
        assertThat(TicketState.EMPTY.withTicket(ticket(1, "OPEN", null)).event()).isEqualTo(OPEN.event());
    }

    @Test
    void an_older_snapshot_of_the_ticket_changes_nothing() {
        var resolved = OPEN.withTicket(ticket(3, "RESOLVED", null));

        assertThat(resolved.withTicket(ticket(2, "IN_PROGRESS", null))).isEqualTo(resolved);
    }

    @Test
    void a_withdrawn_breach_is_left_out_until_the_next_one() {
        var breached = reach(reach(OPEN, 1, 75, OPENED), 1, 100, DUE);
        assertThat(reached(breached)).containsExactly(new ReachedRung(75, OPENED), new ReachedRung(100, DUE));

        var moved = breached.withSla(UnaryOperator.identity(), rungs -> rungs.withdraw("RESOLUTION", 1, List.of(100)));
        assertThat(reached(moved)).containsExactly(new ReachedRung(75, OPENED));

        assertThat(reached(reach(moved, 1, 100, DUE.plusSeconds(60)))).contains(new ReachedRung(100, DUE.plusSeconds(60)));
    }

    @Test
    void only_rungs_of_the_shown_cycle_are_published() {
        var second = new Sla("standard", 1, "24x7", "UTC", null,
                List.of(new Objective("RESOLUTION", 2, "RUNNING", "PT1H", null, DUE)));

        assertThat(reached(reach(OPEN, 1, 75, OPENED).withSla(_ -> second, UnaryOperator.identity()))).isEmpty();
        assertThat(reach(reach(OPEN, 1, 75, OPENED), 2, 50, DUE).reached().rungs()).hasSize(1);
    }

    @Test
    void clocks_cannot_change_before_they_are_assigned() {
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(() -> reach(TicketState.EMPTY, 1, 75, OPENED));
    }

    @Test
    void a_ticket_that_is_taken_up_after_its_removal_is_published_like_an_open_one() {
        var removed = reach(OPEN, 1, 100, DUE).withTicket(ticket(2, "DECLINED", DUE)).remove();

        assertThat(removed.event()).isNull();
        assertThat(removed.withTicket(ticket(3, "IN_PROGRESS", null)).event()).isNotNull();
        assertThat(removed.withTicket(ticket(3, "DECLINED", DUE)).event()).isNull();
    }

    @Test
    void a_closed_ticket_is_removed_once_after_the_time_that_it_is_kept() {
        var closed = OPEN.withTicket(ticket(2, "CLOSED", DUE));

        assertThat(OPEN.removableAt(KEEP)).isNull();
        assertThat(closed.removableAt(KEEP)).isEqualTo(DUE.plus(KEEP));
        assertThat(closed.remove().removableAt(KEEP)).isNull();
        assertThat(reach(closed.remove(), 1, 100, DUE).event()).isNull();
    }

    @Test
    void a_stored_state_is_read_unchanged() {
        var ended = reach(OPEN, 1, 100, DUE).withTicket(ticket(2, "CLOSED", DUE)).remove();

        for (var state : List.of(TicketState.EMPTY, OPEN, ended)) {
            var stored = TicketStateCodec.encode(state).toBsonDocument().asBsonReader();
            var read = new DocumentCodec().decode(stored, DecoderContext.builder().build());
            assertThat(TicketStateCodec.decode(read)).isEqualTo(state);
        }
    }
}
