package io.amparo.sla.clock;

import static io.amparo.sla.clock.ClockFixtures.aTicket;
import static io.amparo.sla.clock.ClockFixtures.at;
import static io.amparo.sla.clock.ClockFixtures.policies;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaPaused;
import io.amparo.events.sla.SlaEvent.SlaResumed;
import io.amparo.sla.clock.Fact.What;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TicketWatchTest {
    private final ClockFixtures.Book policies = policies();

    @Test
    void tells_the_promise_at_once_and_wakes_for_the_next_edge() {
        var turn = TicketWatch.over(aTicket("2026-07-20T10:00Z").ledger()).advance(policies, at("2026-07-20T10:00:01Z"));
        assertThat(turn.tidings()).singleElement().satisfies(tiding -> {
            assertThat(tiding.id()).isEqualTo("t1/TICKET/1/assigned");
            var assigned = (SlaAssigned) tiding.event();
            assertThat(assigned.plan()).isEqualTo("z");
            assertThat(assigned.clocks()).extracting("dueAt").containsExactly(at("2026-07-20T14:00Z"), at("2026-07-20T18:00Z"));
        });
        assertThat(turn.watch().wakeAt()).isEqualTo(at("2026-07-20T12:00Z"));
    }

    @Test
    void each_edge_is_told_once_however_often_time_is_told() {
        var watch = TicketWatch.over(aTicket("2026-07-20T10:00Z").ledger());
        var ids = new ArrayList<String>();
        for (var now = at("2026-07-20T10:00Z"); now.isBefore(at("2026-07-20T20:00Z")); now = now.plusSeconds(77)) {
            for (int again = 0; again < 2; again++) {
                var turn = watch.advance(policies, now);
                turn.tidings().forEach(tiding -> ids.add(tiding.id()));
                watch = WatchRecord.read(WatchRecord.write(turn.watch()));
            }
        }
        assertThat(ids).hasSize(9).doesNotHaveDuplicates();
        assertThat(watch.wakeAt()).isNull();
    }

    @Test
    void what_fell_due_while_nobody_looked_is_told_with_the_instant_at_which_it_fell_due() {
        var later = at("2026-07-27T00:00Z");
        var turn = TicketWatch.over(aTicket("2026-07-20T10:00Z").ledger()).advance(policies, later);
        assertThat(turn.tidings()).hasSize(9);
        var breach = (SlaBreached) turn.tidings().getLast().event();
        assertThat(breach.dueAt()).isEqualTo(at("2026-07-20T18:00Z"));
        assertThat(breach.firedAt()).isEqualTo(later);
    }

    @Test
    void pause_and_resume_tell_which_clocks_and_from_when_to_when() {
        var ledger = aTicket("2026-07-20T10:00Z").reply("2026-07-20T11:00Z").status("WAITING_CUSTOMER", "2026-07-20T11:00Z")
                .status("IN_PROGRESS", "2026-07-20T15:00Z").ledger();
        var told = TicketWatch.over(ledger).advance(policies, at("2026-07-20T15:00Z")).tidings().stream().map(Tiding::event)
                .toList();
        var paused = told.stream().filter(SlaPaused.class::isInstance).map(SlaPaused.class::cast).findFirst().orElseThrow();
        assertThat(paused.because()).isEqualTo("WAITING_CUSTOMER");
        assertThat(paused.clocks()).singleElement().satisfies(clock -> {
            assertThat(clock.metric()).isEqualTo("RESOLUTION");
            assertThat(clock.consumed()).isEqualTo("PT1H");
            assertThat(clock.dueAt()).isNull();
        });
        var resumed = told.stream().filter(SlaResumed.class::isInstance).map(SlaResumed.class::cast).findFirst().orElseThrow();
        assertThat(resumed.clocks()).singleElement()
                .satisfies(clock -> assertThat(clock.dueAt()).isEqualTo(at("2026-07-20T22:00Z")));
    }

    @Test
    void looks_again_soon_while_the_plan_is_unknown() {
        var now = at("2026-07-20T10:00Z");
        var ledger = aTicket("2026-07-20T10:00Z").with(What.PLAN, "z/2", "2026-07-20T10:00Z").ledger();
        var turn = TicketWatch.over(ledger).advance(policies, now);
        assertThat(turn.tidings()).isEmpty();
        assertThat(turn.watch().wakeAt()).isEqualTo(now.plus(TicketWatch.RETRY));
    }

    @Test
    void a_watch_survives_its_store() {
        var watch = TicketWatch.over(aTicket("2026-07-20T10:00Z").reply("2026-07-20T11:00Z").ledger())
                .advance(policies, Instant.parse("2026-07-20T12:00:00Z")).watch();
        assertThat(WatchRecord.read(WatchRecord.write(watch))).isEqualTo(watch);
        assertThat(WatchRecord.read(WatchRecord.write(TicketWatch.over(watch.ledger()))))
                .isEqualTo(TicketWatch.over(watch.ledger()));
        assertThat(List.copyOf(watch.told())).contains("FIRST_RESPONSE/1/met");
    }
}
