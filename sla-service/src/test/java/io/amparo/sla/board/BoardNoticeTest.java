package io.amparo.sla.board;

import static io.amparo.sla.clock.ClockFixtures.policies;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.sla.board.RiskCause.Code;
import io.amparo.sla.ledger.Facts;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFactMapper;
import io.amparo.sla.plan.PlanVersion;
import io.amparo.sla.readmodel.WatchedTicket;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BoardNoticeTest {
    private static final Instant OPENED = Instant.parse("2026-07-20T12:00:00Z");

    /** P2 on plan "full": 8 h to the first response, 4 h for P1. */
    private final WatchedTicket ticket = WatchedTicket
            .of(TicketFactMapper.newLedger("t1", "T-1", "acme", "Nothing works", "INCIDENT", "P2", OPENED)
                    .with(TicketFactMapper.planFact(new PlanVersion("full", 1), OPENED)), OPENED);

    private static Instant after(int hours) {
        return OPENED.plusSeconds(3600L * hours);
    }

    private static TicketFact fact(int hours, String what, String value) {
        return Facts.fact(what + "#" + hours, after(hours), what, value, "user-FABIO", null);
    }

    private static BoardUpdate breach(int hours) {
        return BoardUpdate.of("t1/FIRST_RESPONSE/1/breached", new SlaBreached("t1", "T-1", "acme", "Nothing works", "P2", "full",
                "FIRST_RESPONSE", 1, after(hours), after(hours)), after(hours));
    }

    private static @Nullable RiskCause cause(BoardUpdate notice, WatchedTicket ticket) {
        return notice.withCause(ticket, policies(), ChangeAuthorsTest.forStaff(), Locale.ENGLISH).cause();
    }

    @Test
    void breach_and_warning_name_what_is_outstanding_and_since_when() {
        assertThat(cause(breach(8), ticket)).satisfies(cause -> {
            assertThat(cause.code()).isEqualTo(Code.NOT_ANSWERED);
            assertThat(cause.since()).isEqualTo(OPENED);
            assertThat(cause.text()).startsWith("No first response since Monday, 20 Jul");
        });

        var warned = BoardUpdate.of("t1/RESOLUTION/1/warned-50", new SlaWarned("t1", "T-1", "acme", "Nothing works", "P2", "full",
                "RESOLUTION", 1, 50, after(8), after(16), after(8)), after(8));
        assertThat(cause(warned, ticket)).extracting(RiskCause::code).isEqualTo(Code.NOT_RESOLVED);
    }

    @Test
    void later_facts_do_not_change_the_cause() {
        var raised = ticket.with(List.of(fact(9, "PRIORITY", "P3"), fact(10, "PRIORITY", "P1"), fact(11, "REPLIED", "fabio")),
                after(11));
        assertThat(cause(breach(8), raised)).extracting(RiskCause::code).isEqualTo(Code.NOT_ANSWERED);
    }

    @Test
    void cause_is_missing_until_the_facts_lead_to_the_edge() {
        var raised = ticket.with(List.of(fact(1, "PRIORITY", "P1")), after(1));
        assertThat(cause(breach(4), ticket)).isNull();
        assertThat(cause(breach(4), raised)).extracting(RiskCause::code).isEqualTo(Code.MOVED_EARLIER);
        assertThat(cause(breach(8), ticket.with(List.of(fact(7, "REPLIED", "fabio")), after(9)))).isNull();
    }
}
