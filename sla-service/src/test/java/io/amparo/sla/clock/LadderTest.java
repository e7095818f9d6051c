package io.amparo.sla.clock;

import static io.amparo.sla.clock.ClockFixtures.aTicket;
import static io.amparo.sla.clock.ClockFixtures.at;
import static io.amparo.sla.clock.ClockFixtures.policies;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.plan.Metric;
import org.junit.jupiter.api.Test;

/** Escalation levels, and pauses that reach their limit. */
class LadderTest {

    @Test
    void a_rung_names_whom_it_tells_also_beyond_the_breach_and_the_breach_is_told_once() {
        var told = TicketWatch.over(aTicket("INCIDENT", "full", "2026-07-20T10:00Z").ledger())
                .advance(policies(), at("2026-07-21T00:00Z")).tidings().stream()
                .filter(tiding -> tiding.id().startsWith("t1/RESOLUTION/")).toList();
        assertThat(told).extracting(Tiding::id).containsExactly("t1/RESOLUTION/1/warned-50", "t1/RESOLUTION/1/warned-90",
                "t1/RESOLUTION/1/breached", "t1/RESOLUTION/1/warned-150");
        assertThat(((SlaWarned) told.getFirst().event()).to()).isNull();
        assertThat(((SlaWarned) told.get(1).event()).to()).containsExactly("owner");
        assertThat(((SlaBreached) told.get(2).event()).to()).containsExactly("manager");
        assertThat(((SlaBreached) told.get(2).event()).tzdata()).isEqualTo(Tzdata.ofThisJvm().version());
        var last = (SlaWarned) told.getLast().event();
        assertThat(last.percent()).isEqualTo(150);
        assertThat(last.to()).containsExactly("admin", "manager");
        assertThat(last.dueAt()).isEqualTo(at("2026-07-20T22:00Z"));
        assertThat(last.breachAt()).isEqualTo(at("2026-07-20T18:00Z"));
    }

    @Test
    void a_pause_that_lasts_too_long_ends_by_itself_and_its_end_is_known_from_its_beginning() {
        var ticket = aTicket("INCIDENT", "full", "2026-07-20T10:00Z").status("WAITING_CUSTOMER", "2026-07-20T12:00Z");
        var clock = ticket.clock(Metric.RESOLUTION);
        assertThat(clock.dueAt()).isEqualTo(at("2026-07-21T18:00Z"));
        assertThat(clock.paused(at("2026-07-21T11:59Z"))).isTrue();
        assertThat(clock.ifResumedNow(at("2026-07-20T13:00Z"))).isEqualTo(at("2026-07-20T19:00Z"));
        assertThat(clock.paused(at("2026-07-21T12:00Z"))).isFalse();
        assertThat(ticket.edges()).contains(
                "TICKET/1/resumed-" + at("2026-07-21T12:00Z").toEpochMilli() + " 2026-07-21T12:00:00Z",
                "RESOLUTION/1/breached 2026-07-21T18:00:00Z");
    }

    @Test
    void a_pause_that_ended_by_itself_does_not_begin_again_before_the_status_has_changed() {
        var ticket = aTicket("INCIDENT", "full", "2026-07-20T10:00Z").status("WAITING_CUSTOMER", "2026-07-20T12:00Z")
                .priority("P2", "2026-07-21T13:00Z");
        assertThat(ticket.clock(Metric.RESOLUTION).dueAt()).isEqualTo(at("2026-07-22T02:00Z"));
        var again = ticket.status("IN_PROGRESS", "2026-07-21T14:00Z").status("WAITING_CUSTOMER", "2026-07-21T15:00Z");
        assertThat(again.clock(Metric.RESOLUTION).paused(at("2026-07-22T14:59Z"))).isTrue();
        assertThat(again.clock(Metric.RESOLUTION).paused(at("2026-07-22T15:00Z"))).isFalse();
    }

    @Test
    void a_pause_that_somebody_ends_in_time_is_as_long_as_it_was() {
        var ticket = aTicket("INCIDENT", "full", "2026-07-20T10:00Z").status("WAITING_CUSTOMER", "2026-07-20T12:00Z")
                .status("IN_PROGRESS", "2026-07-21T11:00Z");
        assertThat(ticket.clock(Metric.RESOLUTION).dueAt()).isEqualTo(at("2026-07-21T17:00Z"));
        assertThat(ticket.edges()).noneMatch(edge -> edge.contains("resumed-" + at("2026-07-21T12:00Z").toEpochMilli()));
    }
}
