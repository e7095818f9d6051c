package io.amparo.sla.board;

import static io.amparo.sla.clock.ClockFixtures.policies;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.board.RiskCause.Code;
import io.amparo.sla.clock.ClockTracker;
import io.amparo.sla.ledger.Facts;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFact;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RiskCauseTest {
    private static final Instant OPENED = Instant.parse("2026-07-20T12:00:00Z");

    /** P2 on plan "full": 8 h to the first response, 12 h to an update, 16 h to the solution. */
    private static Ledger ticket() {
        return new Ledger("t1", "T-2026-000001", "acme", "Nothing works",
                List.of(fact(0, "OPENED", "INCIDENT"), fact(0, "PRIORITY", "P2"), fact(0, "PLAN", "full/1")));
    }

    private static TicketFact fact(int hours, String what, String value) {
        return Facts.fact(what + "#" + hours, after(hours), what, value, "user-FABIO", "because");
    }

    private static Instant after(int hours) {
        return OPENED.plusSeconds(3600L * hours);
    }

    private static Optional<RiskCause> cause(Ledger ledger, int hours) {
        return RiskCause.of(ClockTracker.clocksOf(ledger, policies()).orElseThrow(), ChangeAuthorsTest.forStaff(), after(hours),
                Locale.ENGLISH);
    }

    @Test
    void ticket_without_risk_has_no_cause() {
        assertThat(cause(ticket(), 1)).isEmpty();
    }

    @Test
    void worst_clock_names_what_is_outstanding_and_since_when() {
        assertThat(cause(ticket(), 7)).hasValueSatisfying(cause -> {
            assertThat(cause.code()).isEqualTo(Code.NOT_ANSWERED);
            assertThat(cause.since()).isEqualTo(OPENED);
            assertThat(cause.text()).startsWith("No first response since Monday, 20 Jul");
        });

        var answered = ticket().with(fact(2, "REPLIED", "fabio")).with(fact(3, "ASKED", "bruno"));
        assertThat(cause(answered, 9)).map(RiskCause::code).contains(Code.CUSTOMER_WAITS);
    }

    @Test
    void due_time_that_moved_earlier_is_the_cause() {
        var raised = ticket().with(fact(2, "REPLIED", "fabio")).with(fact(4, "PRIORITY", "P1"));

        assertThat(cause(raised, 7)).hasValueSatisfying(cause -> {
            assertThat(cause.code()).isEqualTo(Code.MOVED_EARLIER);
            assertThat(cause.since()).isEqualTo(after(4));
            assertThat(cause.text()).endsWith("by the vendor)");
        });
    }
}
