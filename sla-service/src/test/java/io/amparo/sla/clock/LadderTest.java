package io.amparo.sla.clock;

import static io.amparo.sla.clock.ClockFixtures.aTicket;
import static io.amparo.sla.clock.ClockFixtures.at;
import static io.amparo.sla.clock.ClockFixtures.policies;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.engine.OutgoingSlaEvent;
import io.amparo.sla.engine.TicketWatch;
import io.amparo.sla.plan.Metric;
import org.junit.jupiter.api.Test;

/** Escalation levels, and pauses that reach their limit. */
class LadderTest {

    @Test
    void rungs_name_their_recipients_and_the_breach_is_emitted_once() {
        var events = TicketWatch.of(aTicket("INCIDENT", "full", "2026-07-20T10:00Z").ledger())
                .advance(policies(), at("2026-07-21T00:00Z")).events().stream()
                .filter(event -> event.id().startsWith("t1/RESOLUTION/")).toList();

        assertThat(events).extracting(OutgoingSlaEvent::id).containsExactly("t1/RESOLUTION/1/warned-50",
                "t1/RESOLUTION/1/warned-90", "t1/RESOLUTION/1/breached", "t1/RESOLUTION/1/warned-150");
        assertThat(((SlaWarned) events.getFirst().event()).recipients()).isNull();
        assertThat(((SlaWarned) events.get(1).event()).recipients()).containsExactly("owner");
        assertThat(((SlaBreached) events.get(2).event()).recipients()).containsExactly("manager");
        assertThat(((SlaBreached) events.get(2).event()).tzdata()).isEqualTo(Tzdata.ofThisJvm().version());

        var last = (SlaWarned) events.getLast().event();
        assertThat(last.percent()).isEqualTo(150);
        assertThat(last.recipients()).containsExactly("admin", "manager");
        assertThat(last.warnAt()).isEqualTo(at("2026-07-20T22:00Z"));
        assertThat(last.dueAt()).isEqualTo(at("2026-07-20T18:00Z"));
    }

    @Test
    void pause_ends_at_its_limit_which_is_known_from_its_start() {
        var ticket = aTicket("INCIDENT", "full", "2026-07-20T10:00Z").status("WAITING_CUSTOMER", "2026-07-20T12:00Z");
        var clock = ticket.clock(Metric.RESOLUTION);

        assertThat(clock.dueAt()).isEqualTo(at("2026-07-21T18:00Z"));
        assertThat(clock.isPaused(at("2026-07-21T11:59Z"))).isTrue();
        assertThat(clock.dueIfResumedAt(at("2026-07-20T13:00Z"))).isEqualTo(at("2026-07-20T19:00Z"));
        assertThat(clock.isPaused(at("2026-07-21T12:00Z"))).isFalse();
        assertThat(ticket.edges()).contains(
                "TICKET/1/resumed-" + at("2026-07-21T12:00Z").toEpochMilli() + " 2026-07-21T12:00:00Z",
                "RESOLUTION/1/breached 2026-07-21T18:00:00Z");
    }

    @Test
    void pause_ended_by_its_limit_restarts_only_after_a_status_change() {
        var ticket = aTicket("INCIDENT", "full", "2026-07-20T10:00Z").status("WAITING_CUSTOMER", "2026-07-20T12:00Z")
                .priority("P2", "2026-07-21T13:00Z");
        assertThat(ticket.clock(Metric.RESOLUTION).dueAt()).isEqualTo(at("2026-07-22T02:00Z"));

        var pausedTwice = ticket.status("IN_PROGRESS", "2026-07-21T14:00Z").status("WAITING_CUSTOMER", "2026-07-21T15:00Z");
        assertThat(pausedTwice.clock(Metric.RESOLUTION).isPaused(at("2026-07-22T14:59Z"))).isTrue();
        assertThat(pausedTwice.clock(Metric.RESOLUTION).isPaused(at("2026-07-22T15:00Z"))).isFalse();
    }

    @Test
    void pause_ended_before_its_limit_counts_its_actual_length() {
        var ticket = aTicket("INCIDENT", "full", "2026-07-20T10:00Z").status("WAITING_CUSTOMER", "2026-07-20T12:00Z")
                .status("IN_PROGRESS", "2026-07-21T11:00Z");
        assertThat(ticket.clock(Metric.RESOLUTION).dueAt()).isEqualTo(at("2026-07-21T17:00Z"));
        assertThat(ticket.edges()).noneMatch(edge -> edge.contains("resumed-" + at("2026-07-21T12:00Z").toEpochMilli()));
    }
}
