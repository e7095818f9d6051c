package io.amparo.sla.engine;

import static io.amparo.sla.clock.ClockFixtures.aTicket;
import static io.amparo.sla.clock.ClockFixtures.at;
import static io.amparo.sla.clock.ClockFixtures.policies;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaPaused;
import io.amparo.events.sla.SlaEvent.SlaResumed;
import io.amparo.sla.clock.ClockFixtures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicketWatchTest {
    private final ClockFixtures.InMemoryPolicies policies = policies();

    @Test
    void assignment_is_emitted_at_once_and_the_next_edge_is_scheduled() {
        var advance = TicketWatch.of(aTicket("2026-07-20T10:00Z").ledger()).advance(policies, at("2026-07-20T10:00:01Z"));

        assertThat(advance.events()).singleElement().satisfies(event -> {
            assertThat(event.id()).isEqualTo("t1/TICKET/1/assigned");
            var assigned = (SlaAssigned) event.event();
            assertThat(assigned.plan()).isEqualTo("z");
            assertThat(assigned.clocks()).extracting("dueAt").containsExactly(at("2026-07-20T14:00Z"), at("2026-07-20T18:00Z"));
        });
        assertThat(advance.watch().wakeUpAt()).isEqualTo(at("2026-07-20T12:00Z"));
    }

    @Test
    void repeated_advances_emit_each_edge_once() {
        var watch = TicketWatch.of(aTicket("2026-07-20T10:00Z").ledger());
        var ids = new ArrayList<String>();

        for (var now = at("2026-07-20T10:00Z"); now.isBefore(at("2026-07-20T20:00Z")); now = now.plusSeconds(77)) {
            for (int attempt = 0; attempt < 2; attempt++) {
                var advance = watch.advance(policies, now);
                advance.events().forEach(event -> ids.add(event.id()));
                watch = TicketWatchCodec.decode(TicketWatchCodec.encode(advance.watch()));
            }
        }

        assertThat(ids).hasSize(9).doesNotHaveDuplicates();
        assertThat(watch.wakeUpAt()).isNull();
    }

    @Test
    void late_advance_emits_edges_with_their_due_instants() {
        var later = at("2026-07-27T00:00Z");
        var advance = TicketWatch.of(aTicket("2026-07-20T10:00Z").ledger()).advance(policies, later);

        assertThat(advance.events()).hasSize(9);
        var breach = (SlaBreached) advance.events().getLast().event();
        assertThat(breach.dueAt()).isEqualTo(at("2026-07-20T18:00Z"));
        assertThat(breach.firedAt()).isEqualTo(later);
    }

    @Test
    void pause_and_resume_events_contain_the_affected_clocks() {
        var ledger = aTicket("2026-07-20T10:00Z").reply("2026-07-20T11:00Z").status("WAITING_CUSTOMER", "2026-07-20T11:00Z")
                .status("IN_PROGRESS", "2026-07-20T15:00Z").ledger();

        var events = TicketWatch.of(ledger).advance(policies, at("2026-07-20T15:00Z")).events().stream()
                .map(OutgoingSlaEvent::event).toList();

        var paused = events.stream().filter(SlaPaused.class::isInstance).map(SlaPaused.class::cast).findFirst().orElseThrow();
        assertThat(paused.status()).isEqualTo("WAITING_CUSTOMER");
        assertThat(paused.clocks()).singleElement().satisfies(clock -> {
            assertThat(clock.metric()).isEqualTo("RESOLUTION");
            assertThat(clock.consumed()).isEqualTo("PT1H");
            assertThat(clock.dueAt()).isNull();
        });

        var resumed = events.stream().filter(SlaResumed.class::isInstance).map(SlaResumed.class::cast).findFirst().orElseThrow();
        assertThat(resumed.clocks()).singleElement()
                .satisfies(clock -> assertThat(clock.dueAt()).isEqualTo(at("2026-07-20T22:00Z")));
    }

    @Test
    void unknown_plan_schedules_a_retry() {
        var now = at("2026-07-20T10:00Z");
        var ledger = aTicket("2026-07-20T10:00Z").with("PLAN", "z/2", "2026-07-20T10:00Z").ledger();

        var advance = TicketWatch.of(ledger).advance(policies, now);

        assertThat(advance.events()).isEmpty();
        assertThat(advance.watch().wakeUpAt()).isEqualTo(now.plus(TicketWatch.RETRY_DELAY));
    }

    @Test
    void encoded_watch_decodes_to_the_same_watch() {
        var watch = TicketWatch.of(aTicket("2026-07-20T10:00Z").reply("2026-07-20T11:00Z").ledger())
                .advance(policies, Instant.parse("2026-07-20T12:00:00Z")).watch();

        assertThat(TicketWatchCodec.decode(TicketWatchCodec.encode(watch))).isEqualTo(watch);
        assertThat(TicketWatchCodec.decode(TicketWatchCodec.encode(TicketWatch.of(watch.ledger()))))
                .isEqualTo(TicketWatch.of(watch.ledger()));
        assertThat(watch.emittedEdges().keys()).contains("FIRST_RESPONSE/1/met");
    }
}
