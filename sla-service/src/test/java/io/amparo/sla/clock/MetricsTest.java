package io.amparo.sla.clock;

import static io.amparo.sla.clock.ClockFixtures.aTicket;
import static io.amparo.sla.clock.ClockFixtures.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.clock.ClockFixtures.TicketBuilder;
import io.amparo.sla.ledger.TicketFact.QualifiedBugChanged;
import io.amparo.sla.plan.Metric;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What each metric measures, and how its cycles are numbered. */
class MetricsTest {

    private static TicketBuilder opened() {
        return aTicket("INCIDENT", "full", "2026-07-20T10:00Z");
    }

    @Test
    void customer_message_starts_next_response_and_a_reply_meets_it() {
        var ticket = opened().reply("2026-07-20T11:00Z").asked("2026-07-20T12:00Z");
        assertThat(ticket.clock(Metric.NEXT_RESPONSE).dueAt()).isEqualTo(at("2026-07-20T14:00Z"));

        var answered = ticket.asked("2026-07-20T13:00Z").reply("2026-07-20T13:30Z");
        assertThat(answered.runs(Metric.NEXT_RESPONSE)).singleElement()
                .satisfies(run -> assertThat(run.state(at("2026-07-20T15:00Z"))).isEqualTo(ClockState.MET))
                .satisfies(run -> assertThat(run.endedAt()).isEqualTo(at("2026-07-20T13:30Z")));

        var second = answered.asked("2026-07-20T15:00Z");
        assertThat(second.clock(Metric.NEXT_RESPONSE).cycle()).isEqualTo(2);
        assertThat(second.clock(Metric.NEXT_RESPONSE).dueAt()).isEqualTo(at("2026-07-20T17:00Z"));
        assertThat(second.edges())
                .contains("TICKET/1/started-" + at("2026-07-20T15:00Z").toEpochMilli() + " 2026-07-20T15:00:00Z");
    }

    @Test
    void no_next_response_runs_before_the_first_response() {
        var ticket = opened().asked("2026-07-20T11:00Z");
        assertThat(ticket.runs(Metric.NEXT_RESPONSE)).isEmpty();
        assertThat(ticket.reply("2026-07-20T12:00Z").runs(Metric.NEXT_RESPONSE)).isEmpty();
    }

    @Test
    void message_to_a_resolved_ticket_starts_next_response_on_reopening() {
        var ticket = opened().reply("2026-07-20T11:00Z").status("RESOLVED", "2026-07-20T12:00Z").asked("2026-07-21T09:00Z");
        assertThat(ticket.runs(Metric.NEXT_RESPONSE)).isEmpty();
        assertThat(ticket.status("IN_PROGRESS", "2026-07-21T09:00Z").clock(Metric.NEXT_RESPONSE).dueAt())
                .isEqualTo(at("2026-07-21T11:00Z"));
    }

    @Test
    @Tag("R9.O4")
    void periodic_update_restarts_with_each_reply_while_the_ticket_is_open() {
        var ticket = opened().reply("2026-07-20T11:00Z").reply("2026-07-20T18:00Z");

        assertThat(ticket.runs(Metric.PERIODIC_UPDATE)).extracting(SlaClock::dueAt).containsExactly(at("2026-07-20T16:00Z"),
                at("2026-07-20T17:00Z"), at("2026-07-21T00:00Z"));
        assertThat(ticket.runs(Metric.PERIODIC_UPDATE)).extracting(run -> run.state(at("2026-07-20T18:00Z")))
                .containsExactly(ClockState.MET, ClockState.MISSED, ClockState.RUNNING);
        assertThat(ticket.edges(Metric.PERIODIC_UPDATE)).contains("PERIODIC_UPDATE/1/met 2026-07-20T11:00:00Z",
                "PERIODIC_UPDATE/2/breached 2026-07-20T17:00:00Z", "PERIODIC_UPDATE/2/met 2026-07-20T18:00:00Z");

        var resolved = ticket.status("RESOLVED", "2026-07-20T19:00Z");
        assertThat(resolved.clock(Metric.PERIODIC_UPDATE).isOpen(at("2026-07-20T19:00Z"))).isFalse();
        assertThat(resolved.status("IN_PROGRESS", "2026-07-22T00:00Z").clock(Metric.PERIODIC_UPDATE).dueAt())
                .isEqualTo(at("2026-07-22T06:00Z"));
    }

    @Test
    void periodic_update_resumes_after_a_priority_without_updates() {
        var ticket = opened().priority("P3", "2026-07-20T12:00Z");
        assertThat(ticket.clock(Metric.PERIODIC_UPDATE).cancellationCode()).isEqualTo("NOT_PROMISED");

        var back = ticket.priority("P1", "2026-07-20T20:00Z").clock(Metric.PERIODIC_UPDATE);
        assertThat(back.cycle()).isEqualTo(2);
        assertThat(back.consumed(at("2026-07-20T20:00Z"))).isEqualTo(Duration.ofHours(2));
        assertThat(back.dueAt()).isEqualTo(at("2026-07-21T00:00Z"));
    }

    @Test
    @Tag("R5.3")
    void qualified_bug_starts_fix_delivered_and_delivery_or_resolution_meets_it() {
        assertThat(opened().runs(Metric.FIX_DELIVERED)).isEmpty();

        var qualified = opened().with("BUG", "OPM-1", "2026-07-20T12:00Z");
        assertThat(qualified.clock(Metric.FIX_DELIVERED).dueAt()).isEqualTo(at("2026-07-22T04:00Z"));
        assertThat(qualified.with("FIXED", "9.3", "2026-07-21T12:00Z").edges(Metric.FIX_DELIVERED))
                .contains("FIX_DELIVERED/1/met 2026-07-21T12:00:00Z");
        assertThat(qualified.status("RESOLVED", "2026-07-21T13:00Z").edges(Metric.FIX_DELIVERED))
                .contains("FIX_DELIVERED/1/met 2026-07-21T13:00:00Z");
    }

    @Test
    @Tag("R5.3")
    void disqualified_bug_cancels_the_fix_and_requalification_gives_a_full_budget() {
        var disqualified = opened().with("BUG", "OPM-1", "2026-07-20T12:00Z").with("BUG", "", "2026-07-20T13:00Z");
        assertThat(disqualified.clock(Metric.FIX_DELIVERED).cancellationCode()).isEqualTo("BUG_DISQUALIFIED");

        var requalified = disqualified.with("BUG", "OPM-2", "2026-07-21T00:00Z").clock(Metric.FIX_DELIVERED);
        assertThat(requalified.cycle()).isEqualTo(2);
        assertThat(requalified.dueAt()).isEqualTo(at("2026-07-22T16:00Z"));
    }

    @Test
    @Tag("R5.3")
    void qualified_bug_raises_the_priority_of_the_resolution_only() {
        var ticket = opened().priority("P2", "2026-07-20T10:00Z").with("BUG", "OPM-1", "2026-07-20T12:00Z");

        assertThat(ticket.clock(Metric.RESOLUTION).dueAt()).isEqualTo(at("2026-07-20T18:00Z"));
        assertThat(ticket.clock(Metric.FIRST_RESPONSE).dueAt()).isEqualTo(at("2026-07-20T18:00Z"));
        assertThat(ticket.clock(Metric.RESOLUTION).dueDateChanges().getLast().fact()).isInstanceOf(QualifiedBugChanged.class);
        assertThat(ticket.with("BUG", "", "2026-07-20T13:00Z").clock(Metric.RESOLUTION).dueAt())
                .isEqualTo(at("2026-07-21T02:00Z"));
    }

    @Test
    void reopened_ticket_starts_a_full_budget_if_its_plan_requires_it() {
        var resolved = "2026-07-20T15:00Z";
        var reopened = "2026-07-22T10:00Z";

        var resumed = opened().status("RESOLVED", resolved).status("REOPENED", reopened);
        assertThat(resumed.clock(Metric.RESOLUTION).dueAt()).isEqualTo(at("2026-07-22T13:00Z"));

        var anew = aTicket("INCIDENT", "anew", "2026-07-20T10:00Z").status("RESOLVED", resolved).status("OPEN", reopened);
        assertThat(anew.clock(Metric.RESOLUTION).dueAt()).isEqualTo(at("2026-07-22T18:00Z"));
        assertThat(anew.clock(Metric.RESOLUTION).cycle()).isEqualTo(2);
        assertThat(anew.edges(Metric.RESOLUTION)).contains("RESOLUTION/2/warned-50 2026-07-22T14:00:00Z");
    }

    @Test
    void reopened_event_does_not_change_the_status_of_an_open_ticket() {
        var waiting = opened().status("WAITING_CUSTOMER", "2026-07-20T11:00Z");
        assertThat(waiting.status("REOPENED", "2026-07-20T12:00Z").clock(Metric.RESOLUTION).pausedStatus(at("2026-07-20T12:00Z")))
                .isEqualTo("WAITING_CUSTOMER");
    }

    @Test
    @Tag("R8.2")
    void exclusion_cancels_all_clocks_and_a_granted_appeal_resumes_them() {
        var declined = opened().status("DECLINED", "2026-07-20T12:00Z");
        assertThat(declined.clocks()).hasSize(3).allSatisfy(clock -> assertThat(clock.cancellationCode()).isEqualTo("DECLINED"));

        var granted = declined.status("IN_PROGRESS", "2026-07-21T12:00Z");
        assertThat(granted.clock(Metric.RESOLUTION).dueAt()).isEqualTo(at("2026-07-21T18:00Z"));
        assertThat(granted.clock(Metric.FIRST_RESPONSE).dueAt()).isEqualTo(at("2026-07-21T14:00Z"));
    }

    @Test
    @Tag("R5.2")
    @Tag("R5.6")
    void change_to_service_request_cancels_clocks_and_change_back_resumes_them() {
        var request = opened().with("KIND", "SERVICE_REQUEST", "2026-07-20T12:00Z");

        assertThat(request.clocks())
                .allSatisfy(clock -> assertThat(clock.state(at("2026-07-20T12:00Z"))).isEqualTo(ClockState.CANCELLED));
        assertThat(request.with("KIND", "INCIDENT", "2026-07-20T14:00Z").clock(Metric.RESOLUTION).dueAt())
                .isEqualTo(at("2026-07-20T20:00Z"));
    }

    @Test
    @Tag("R5.2")
    @Tag("R5.6")
    void service_request_that_becomes_an_incident_gets_clocks_from_then_on() {
        var incident = aTicket("SERVICE_REQUEST", "full", "2026-07-20T10:00Z").with("KIND", "INCIDENT", "2026-07-20T14:00Z");
        assertThat(incident.clock(Metric.RESOLUTION).dueAt()).isEqualTo(at("2026-07-20T22:00Z"));
        assertThat(incident.edges()).contains("TICKET/1/assigned 2026-07-20T14:00:00Z");
    }
}
