package io.amparo.sla.board;

import static io.amparo.sla.clock.ClockFixtures.policies;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.board.WatchedTicket.Told;
import io.amparo.sla.clock.Fact;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.SlaClock.State;
import io.amparo.sla.clock.TicketFactsConsumer;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class WatchedTicketTest {
    private static final Instant OPENED = Instant.parse("2026-07-20T10:00:00Z");
    /** P1 on plan "z": 4 h to the first response. */
    private static final Instant DUE = OPENED.plusSeconds(4 * 3600);

    private final WatchedTicket ticket = WatchedTicket
            .of(TicketFactsConsumer.opening("t1", "T-1", "acme", "Nothing works", "INCIDENT", "P1", OPENED)
                    .with(TicketFactsConsumer.promised("z", 1, OPENED)), OPENED);

    @Test
    void a_breach_that_was_told_is_one_for_a_reader_whose_clock_is_behind() {
        var told = ticket.with(new Told("FIRST_RESPONSE/1/breached", DUE.plusMillis(80), DUE));
        assertThat(told.standingAfter(DUE.minusMillis(120), policies()).standing().state()).isEqualTo(State.BREACHED);
        assertThat(told.standingAfter(DUE, policies()).standing().state()).isEqualTo(State.BREACHED);
    }

    @Test
    void what_was_closed_by_a_clock_that_is_ahead_has_no_clock_that_runs() {
        var closed = ticket.with(List.of(new Fact("closing", OPENED.plusSeconds(60), What.STATUS, "CLOSED")), OPENED);
        assertThat(closed.standingAfter(OPENED.plusSeconds(59), policies()).standing().state()).isNull();
    }

    @Test
    void a_ticket_that_would_no_longer_fall_due_is_on_the_board_without_an_instant() {
        var waiting = ticket.with(List.of(new Fact("waiting", OPENED.plusSeconds(60), What.STATUS, "WAITING_CUSTOMER")), OPENED);
        var almostOver = Instant.parse("2499-12-31T23:00:00Z");
        assertThat(BoardItem.of(waiting, policies(), almostOver, Locale.ENGLISH).objectives()).hasSize(2)
                .extracting(BoardItem.Objective::ifResumedNow).containsOnlyNulls();
        assertThat(BoardItem.of(waiting, policies(), almostOver.minusSeconds(86_400), Locale.ENGLISH).objectives())
                .extracting(BoardItem.Objective::ifResumedNow).doesNotContainNull();
    }

    @Test
    void an_edge_that_is_heard_again_is_told_once() {
        var first = new Told("FIRST_RESPONSE/1/breached", DUE, DUE.plusSeconds(1));
        var other = new Told("RESOLUTION/1/breached", DUE, DUE.plusSeconds(2));
        var again = new Told("FIRST_RESPONSE/1/breached", DUE, DUE.plusSeconds(9));
        assertThat(ticket.with(first).with(other).with(again).told()).containsExactly(first, other);
    }
}
