package io.amparo.sla.engine;

import static io.amparo.sla.clock.ClockFixtures.aTicket;
import static io.amparo.sla.clock.ClockFixtures.at;
import static io.amparo.sla.clock.ClockFixtures.policies;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.amparo.events.sla.SlaEvent.Clock;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.sla.SlaEvent.SlaCycleStarted;
import io.amparo.sla.ReplayedClocks;
import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.ledger.Facts;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The events of facts that arrive after edges which they precede, or in the same millisecond. */
class LateFactsTest {
    private final ClockFixtures.InMemoryPolicies policies = policies();
    private ReplayedClocks consumer;
    private TicketWatch watch;

    @BeforeEach
    void openTicket() {
        consumer = new ReplayedClocks();
        watch = TicketWatch.of(aTicket("INCIDENT", "full", "2026-07-20T10:00Z").ledger());
        advance(at("2026-07-20T10:00Z"));
    }

    private List<OutgoingSlaEvent> advance(Instant now) {
        var advance = watch.advance(policies, now);
        watch = TicketWatchCodec.decode(TicketWatchCodec.encode(advance.watch()));
        advance.events().forEach(event -> consumer.apply(event.id(), event.event()));
        return advance.events();
    }

    private List<OutgoingSlaEvent> receive(String term, String value, String at) {
        var cause = "#" + watch.ledger().facts().size();
        watch = watch.with(List.of(Facts.fact(cause, at(at), term, value)));
        return advance(at(at));
    }

    @Test
    void cycle_that_a_late_priority_restarts_is_announced() {
        receive("REPLIED", "fabio", "2026-07-20T10:30Z");
        receive("PRIORITY", "P1", "2026-07-20T12:00Z");
        receive("ASKED", "m1", "2026-07-20T12:00Z");

        var events = receive("PRIORITY", "P3", "2026-07-20T11:00Z");

        assertThat(events).extracting(OutgoingSlaEvent::id).contains("t1/PERIODIC_UPDATE/2/cancelled");
        assertThat(events).filteredOn(event -> event.event() instanceof SlaCycleStarted).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo("t1/TICKET/1/started-1784548800000/2");
            assertThat(((SlaCycleStarted) event.event()).clocks()).extracting(Clock::metric, Clock::cycle)
                    .contains(tuple("PERIODIC_UPDATE", 3));
        });
        assertThat(consumer.state("PERIODIC_UPDATE", 3)).isEqualTo("RUNNING");
        assertThat(consumer.dueAt("PERIODIC_UPDATE", 3)).isEqualTo(at("2026-07-20T17:30Z"));
    }

    @Test
    void late_priority_moves_the_cycles_that_have_started_since() {
        receive("REPLIED", "fabio", "2026-07-20T10:30Z");

        var events = receive("PRIORITY", "P2", "2026-07-20T10:10Z");

        assertThat(events).filteredOn(event -> event.id().equals("t1/PERIODIC_UPDATE/2/rescheduled-1784543400000/2"))
                .singleElement().satisfies(event -> {
                    var rescheduled = (SlaRescheduled) event.event();
                    assertThat(rescheduled.from()).isEqualTo(at("2026-07-20T16:30Z"));
                    assertThat(rescheduled.to()).isEqualTo(at("2026-07-20T22:30Z"));
                    assertThat(rescheduled.term() + " " + rescheduled.value()).isEqualTo("PRIORITY P2");
                });
    }

    @Test
    void cycle_that_a_late_fact_undoes_is_cancelled() {
        receive("REPLIED", "fabio", "2026-07-20T10:30Z");

        var events = receive("PRIORITY", "P3", "2026-07-20T10:10Z");

        assertThat(events).filteredOn(event -> event.event() instanceof SlaCancelled it && it.cycle() == 2).singleElement()
                .satisfies(event -> {
                    assertThat(event.id()).isEqualTo("t1/PERIODIC_UPDATE/2/cancelled/2");
                    assertThat(((SlaCancelled) event.event()).code()).isEqualTo("NOT_STARTED");
                });
    }

    @Test
    void pause_and_its_end_in_the_same_millisecond_have_distinct_events() {
        receive("STATUS", "WAITING_CUSTOMER", "2026-07-20T11:00Z");
        assertThat(consumer.state("RESOLUTION", 1)).isEqualTo("PAUSED");

        assertThat(receive("STATUS", "IN_PROGRESS", "2026-07-20T11:00Z")).extracting(OutgoingSlaEvent::id)
                .containsExactly("t1/TICKET/1/resumed-1784545200000/2");
        assertThat(consumer.state("RESOLUTION", 1)).isEqualTo("RUNNING");

        assertThat(receive("STATUS", "WAITING_CUSTOMER", "2026-07-20T11:00Z")).extracting(OutgoingSlaEvent::id)
                .containsExactly("t1/TICKET/1/paused-1784545200000/2");
        assertThat(consumer.state("RESOLUTION", 1)).isEqualTo("PAUSED");
    }

    @Test
    void end_of_a_clock_that_a_late_fact_has_reopened_is_emitted_once_more() {
        receive("SUPPORT", "2026-07-20T11:00:00Z", "2026-07-20T10:10Z");
        advance(at("2026-07-20T11:00Z"));
        assertThat(consumer.state("RESOLUTION", 1)).isEqualTo("CANCELLED");
        receive("SUPPORT", "", "2026-07-20T10:30Z");
        assertThat(consumer.state("RESOLUTION", 1)).isEqualTo("RUNNING");

        receive("SUPPORT", "2026-07-20T12:00:00Z", "2026-07-20T11:30Z");
        assertThat(advance(at("2026-07-20T12:00Z"))).extracting(OutgoingSlaEvent::id).contains("t1/RESOLUTION/1/cancelled/2");
        assertThat(consumer.state("RESOLUTION", 1)).isEqualTo("CANCELLED");
    }
}
