package io.amparo.sla.clock;

import static io.amparo.sla.clock.ClockFixtures.aTicket;
import static io.amparo.sla.clock.ClockFixtures.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.clock.ClockFixtures.Story;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.SlaClock.State;
import io.amparo.sla.plan.Metric;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What each metric measures, and how its cycles are numbered. */
class MetricsTest {

    private static Story opened() {
        return aTicket("INCIDENT", "full", "2026-07-20T10:00Z");
    }

    @Test
    void a_customers_message_while_no_answer_is_owed_starts_a_next_response_and_the_vendors_word_meets_it() {
        var ticket = opened().reply("2026-07-20T11:00Z").asked("2026-07-20T12:00Z");
        assertThat(ticket.clock(Metric.NEXT_RESPONSE).dueAt()).isEqualTo(at("2026-07-20T14:00Z"));
        var answered = ticket.asked("2026-07-20T13:00Z").reply("2026-07-20T13:30Z");
        assertThat(answered.runs(Metric.NEXT_RESPONSE)).singleElement()
                .satisfies(run -> assertThat(run.state(at("2026-07-20T15:00Z"))).isEqualTo(State.MET))
                .satisfies(run -> assertThat(run.endedAt()).isEqualTo(at("2026-07-20T13:30Z")));
        var again = answered.asked("2026-07-20T15:00Z");
        assertThat(again.clock(Metric.NEXT_RESPONSE).cycle()).isEqualTo(2);
        assertThat(again.clock(Metric.NEXT_RESPONSE).dueAt()).isEqualTo(at("2026-07-20T17:00Z"));
        assertThat(again.edges())
                .contains("TICKET/1/resumed-" + at("2026-07-20T15:00Z").toEpochMilli() + " 2026-07-20T15:00:00Z");
    }

    @Test
    void before_its_first_response_a_ticket_is_owed_that_alone() {
        var ticket = opened().asked("2026-07-20T11:00Z");
        assertThat(ticket.runs(Metric.NEXT_RESPONSE)).isEmpty();
        assertThat(ticket.reply("2026-07-20T12:00Z").runs(Metric.NEXT_RESPONSE)).isEmpty();
    }

    @Test
    void a_message_to_a_resolved_ticket_is_owed_an_answer_when_the_ticket_is_open_again() {
        var ticket = opened().reply("2026-07-20T11:00Z").status("RESOLVED", "2026-07-20T12:00Z").asked("2026-07-21T09:00Z");
        assertThat(ticket.runs(Metric.NEXT_RESPONSE)).isEmpty();
        assertThat(ticket.status("IN_PROGRESS", "2026-07-21T09:00Z").clock(Metric.NEXT_RESPONSE).dueAt())
                .isEqualTo(at("2026-07-21T11:00Z"));
    }

    @Test
    @Tag("R9.O4")
    void updates_are_owed_from_the_opening_and_anew_from_each_word_of_the_vendor_while_the_ticket_is_open() {
        var ticket = opened().reply("2026-07-20T11:00Z").reply("2026-07-20T18:00Z");
        assertThat(ticket.runs(Metric.PERIODIC_UPDATE)).extracting(SlaClock::dueAt).containsExactly(at("2026-07-20T16:00Z"),
                at("2026-07-20T17:00Z"), at("2026-07-21T00:00Z"));
        assertThat(ticket.runs(Metric.PERIODIC_UPDATE)).extracting(run -> run.state(at("2026-07-20T18:00Z")))
                .containsExactly(State.MET, State.MISSED, State.RUNNING);
        assertThat(ticket.edges(Metric.PERIODIC_UPDATE)).contains("PERIODIC_UPDATE/1/met 2026-07-20T11:00:00Z",
                "PERIODIC_UPDATE/2/breached 2026-07-20T17:00:00Z", "PERIODIC_UPDATE/2/met 2026-07-20T18:00:00Z");
        var resolved = ticket.status("RESOLVED", "2026-07-20T19:00Z");
        assertThat(resolved.clock(Metric.PERIODIC_UPDATE).open(at("2026-07-20T19:00Z"))).isFalse();
        assertThat(resolved.status("IN_PROGRESS", "2026-07-22T00:00Z").clock(Metric.PERIODIC_UPDATE).dueAt())
                .isEqualTo(at("2026-07-22T06:00Z"));
    }

    @Test
    void a_priority_without_updates_cancels_them_and_one_with_updates_brings_them_back_with_what_was_used() {
        var ticket = opened().priority("P3", "2026-07-20T12:00Z");
        assertThat(ticket.clock(Metric.PERIODIC_UPDATE).because()).isEqualTo("NOT_PROMISED");
        var back = ticket.priority("P1", "2026-07-20T20:00Z").clock(Metric.PERIODIC_UPDATE);
        assertThat(back.cycle()).isEqualTo(2);
        assertThat(back.consumed(at("2026-07-20T20:00Z"))).isEqualTo(Duration.ofHours(2));
        assertThat(back.dueAt()).isEqualTo(at("2026-07-21T00:00Z"));
    }

    @Test
    @Tag("R5.3")
    void a_fix_is_owed_from_the_qualification_of_a_bug_and_delivered_or_resolved_meets_it() {
        assertThat(opened().runs(Metric.FIX_DELIVERED)).isEmpty();
        var qualified = opened().with(What.BUG, "OPM-1", "2026-07-20T12:00Z");
        assertThat(qualified.clock(Metric.FIX_DELIVERED).dueAt()).isEqualTo(at("2026-07-22T04:00Z"));
        assertThat(qualified.with(What.FIXED, "9.3", "2026-07-21T12:00Z").edges(Metric.FIX_DELIVERED))
                .contains("FIX_DELIVERED/1/met 2026-07-21T12:00:00Z");
        assertThat(qualified.status("RESOLVED", "2026-07-21T13:00Z").edges(Metric.FIX_DELIVERED))
                .contains("FIX_DELIVERED/1/met 2026-07-21T13:00:00Z");
    }

    @Test
    @Tag("R5.3")
    void a_bug_that_is_none_owes_no_fix_and_one_qualified_again_has_its_whole_time() {
        var disqualified = opened().with(What.BUG, "OPM-1", "2026-07-20T12:00Z").with(What.BUG, "", "2026-07-20T13:00Z");
        assertThat(disqualified.clock(Metric.FIX_DELIVERED).because()).isEqualTo("BUG_DISQUALIFIED");
        var again = disqualified.with(What.BUG, "OPM-2", "2026-07-21T00:00Z").clock(Metric.FIX_DELIVERED);
        assertThat(again.cycle()).isEqualTo(2);
        assertThat(again.dueAt()).isEqualTo(at("2026-07-22T16:00Z"));
    }

    @Test
    @Tag("R5.3")
    void a_qualified_bug_raises_the_priority_of_the_resolution_and_nothing_else() {
        var ticket = opened().priority("P2", "2026-07-20T10:00Z").with(What.BUG, "OPM-1", "2026-07-20T12:00Z");
        assertThat(ticket.clock(Metric.RESOLUTION).dueAt()).isEqualTo(at("2026-07-20T18:00Z"));
        assertThat(ticket.clock(Metric.FIRST_RESPONSE).dueAt()).isEqualTo(at("2026-07-20T18:00Z"));
        assertThat(ticket.clock(Metric.RESOLUTION).redated().getLast().fact().what()).isEqualTo(What.BUG);
        assertThat(ticket.with(What.BUG, "", "2026-07-20T13:00Z").clock(Metric.RESOLUTION).dueAt())
                .isEqualTo(at("2026-07-21T02:00Z"));
    }

    @Test
    void a_ticket_opened_again_begins_a_new_cycle_where_its_plan_says_so() {
        var resolved = "2026-07-20T15:00Z";
        var reopened = "2026-07-22T10:00Z";
        var resumed = opened().status("RESOLVED", resolved).status(Situation.REOPENED, reopened);
        assertThat(resumed.clock(Metric.RESOLUTION).dueAt()).isEqualTo(at("2026-07-22T13:00Z"));
        var anew = aTicket("INCIDENT", "anew", "2026-07-20T10:00Z").status("RESOLVED", resolved).status("OPEN", reopened);
        assertThat(anew.clock(Metric.RESOLUTION).dueAt()).isEqualTo(at("2026-07-22T18:00Z"));
        assertThat(anew.clock(Metric.RESOLUTION).cycle()).isEqualTo(2);
        assertThat(anew.edges(Metric.RESOLUTION)).contains("RESOLUTION/2/warned-50 2026-07-22T14:00:00Z");
    }

    @Test
    void what_is_said_of_the_reopening_itself_moves_no_ticket_that_is_open() {
        var waiting = opened().status("WAITING_CUSTOMER", "2026-07-20T11:00Z");
        assertThat(waiting.status(Situation.REOPENED, "2026-07-20T12:00Z").clock(Metric.RESOLUTION)
                .pausedBecause(at("2026-07-20T12:00Z"))).isEqualTo("WAITING_CUSTOMER");
    }

    @Test
    @Tag("R8.2")
    void an_exclusion_cancels_every_clock_and_an_appeal_that_is_granted_gives_them_back_with_what_was_used() {
        var declined = opened().status("DECLINED", "2026-07-20T12:00Z");
        assertThat(declined.clocks()).hasSize(3).allSatisfy(clock -> assertThat(clock.because()).isEqualTo("DECLINED"));
        var granted = declined.status("IN_PROGRESS", "2026-07-21T12:00Z");
        assertThat(granted.clock(Metric.RESOLUTION).dueAt()).isEqualTo(at("2026-07-21T18:00Z"));
        assertThat(granted.clock(Metric.FIRST_RESPONSE).dueAt()).isEqualTo(at("2026-07-21T14:00Z"));
    }

    @Test
    @Tag("R5.2")
    @Tag("R5.6")
    void a_ticket_that_turns_out_to_be_a_service_request_owes_nothing_any_more_and_back_again_what_it_owed() {
        var request = opened().with(What.KIND, "SERVICE_REQUEST", "2026-07-20T12:00Z");
        assertThat(request.clocks())
                .allSatisfy(clock -> assertThat(clock.state(at("2026-07-20T12:00Z"))).isEqualTo(State.CANCELLED));
        assertThat(request.with(What.KIND, "INCIDENT", "2026-07-20T14:00Z").clock(Metric.RESOLUTION).dueAt())
                .isEqualTo(at("2026-07-20T20:00Z"));
    }

    @Test
    @Tag("R5.2")
    @Tag("R5.6")
    void a_service_request_that_turns_out_to_be_an_incident_has_its_clocks_from_then_on() {
        var incident = aTicket("SERVICE_REQUEST", "full", "2026-07-20T10:00Z").with(What.KIND, "INCIDENT", "2026-07-20T14:00Z");
        assertThat(incident.clock(Metric.RESOLUTION).dueAt()).isEqualTo(at("2026-07-20T22:00Z"));
        assertThat(incident.edges()).contains("TICKET/1/assigned 2026-07-20T14:00:00Z");
    }
}
