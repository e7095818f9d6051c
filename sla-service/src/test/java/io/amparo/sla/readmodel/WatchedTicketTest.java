package io.amparo.sla.readmodel;

import static io.amparo.sla.clock.ClockFixtures.policies;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.board.BoardItem;
import io.amparo.sla.board.ChangeAuthors;
import io.amparo.sla.clock.ClockState;
import io.amparo.sla.ledger.Facts;
import io.amparo.sla.ledger.TicketFactMapper;
import io.amparo.sla.plan.PlanVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WatchedTicketTest {
    private static final ChangeAuthors AUTHORS = new ChangeAuthors(null, _ -> Optional.empty(), true);
    private static final Instant OPENED = Instant.parse("2026-07-20T10:00:00Z");
    /** P1 on plan "z": 4 h to the first response. */
    private static final Instant DUE = OPENED.plusSeconds(4 * 3600);

    private final WatchedTicket ticket = WatchedTicket
            .of(TicketFactMapper.newLedger("t1", "T-1", "acme", "Nothing works", "INCIDENT", "P1", OPENED)
                    .with(TicketFactMapper.planFact(new PlanVersion("z", 1), OPENED)), OPENED);

    private static EmittedEdge edge(String edge, Instant firedAt, Instant receivedAt) {
        return new EmittedEdge(edge, DUE, firedAt, receivedAt, List.of());
    }

    @Test
    void withdrawn_breach_is_in_force_once_more_with_its_next_generation() {
        var breach = edge("FIRST_RESPONSE/1/breached", DUE, DUE);
        var withdrawn = ticket.with(breach).with(new EmittedEdge("FIRST_RESPONSE/1/rescheduled-1", null, DUE.plusSeconds(5),
                DUE.plusSeconds(6), List.of("FIRST_RESPONSE/1/breached")));
        assertThat(withdrawn.edgesInForce()).containsExactly("FIRST_RESPONSE/1/rescheduled-1");
        assertThat(withdrawn.withdrawnAt(breach)).contains(DUE.plusSeconds(5));
        assertThat(withdrawn.asOf(DUE.plusSeconds(5)).edgesInForce()).containsExactly("FIRST_RESPONSE/1/breached");

        var second = edge("FIRST_RESPONSE/1/breached/2", DUE.plusSeconds(9), DUE.plusSeconds(9));
        var breachedTwice = withdrawn.with(second);
        assertThat(breachedTwice.edgesInForce()).contains("FIRST_RESPONSE/1/breached");
        assertThat(breachedTwice.withdrawnAt(second)).isEmpty();
    }

    @Test
    void emitted_breach_counts_even_if_the_readers_clock_is_behind() {
        var breached = ticket.with(edge("FIRST_RESPONSE/1/breached", DUE.plusMillis(80), DUE));
        assertThat(breached.withStatusAfter(DUE.minusMillis(120), policies()).status().state()).isEqualTo(ClockState.BREACHED);
        assertThat(breached.withStatusAfter(DUE, policies()).status().state()).isEqualTo(ClockState.BREACHED);
    }

    @Test
    void ticket_closed_by_a_clock_ahead_has_no_running_clock() {
        var closed = ticket.with(List.of(Facts.fact("closing", OPENED.plusSeconds(60), "STATUS", "CLOSED")), OPENED);
        assertThat(closed.withStatusAfter(OPENED.plusSeconds(59), policies()).status().state()).isNull();
    }

    @Test
    void consumed_time_of_a_running_clock_is_that_of_the_read() {
        for (int minutes : new int[]{1, 90})
            assertThat(BoardItem.of(ticket, policies(), AUTHORS, OPENED.plusSeconds(60L * minutes), Locale.ENGLISH).objectives())
                    .extracting(BoardItem.Objective::consumed).containsOnly(Duration.ofMinutes(minutes).toString());
    }

    @Test
    void ticket_that_would_never_fall_due_has_no_resumed_due_time() {
        var waiting = ticket.with(List.of(Facts.fact("waiting", OPENED.plusSeconds(60), "STATUS", "WAITING_CUSTOMER")), OPENED);
        var almostOver = Instant.parse("2499-12-31T23:00:00Z");

        assertThat(BoardItem.of(waiting, policies(), AUTHORS, almostOver, Locale.ENGLISH).objectives()).hasSize(2)
                .extracting(BoardItem.Objective::ifResumedNow).containsOnlyNulls();
        assertThat(BoardItem.of(waiting, policies(), AUTHORS, almostOver.minusSeconds(86_400), Locale.ENGLISH).objectives())
                .extracting(BoardItem.Objective::ifResumedNow).doesNotContainNull();
    }

    @Test
    void edge_received_twice_is_kept_once() {
        var first = edge("FIRST_RESPONSE/1/breached", DUE, DUE.plusSeconds(1));
        var other = edge("RESOLUTION/1/breached", DUE, DUE.plusSeconds(2));
        var repeated = edge("FIRST_RESPONSE/1/breached", DUE, DUE.plusSeconds(9));
        assertThat(ticket.with(first).with(other).with(repeated).emittedEdges()).containsExactly(first, other);
    }
}
