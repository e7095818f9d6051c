package io.amparo.notification.alert;

import static io.amparo.notification.alert.AlertFixture.NOW;
import static io.amparo.notification.alert.AlertFixture.TIMING;
import static io.amparo.notification.alert.AlertFixture.breach;
import static io.amparo.notification.alert.AlertFixture.ended;
import static io.amparo.notification.alert.AlertFixture.reached;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Vocabulary.AlertResolution;
import io.amparo.notification.TestOutbox;
import io.amparo.notification.alert.Alert.State;
import io.amparo.notification.alert.AlertProperties.Channel;
import io.amparo.notification.alert.AlertProperties.Format;
import io.amparo.notification.alert.AlertQueue.Action;
import io.amparo.platform.store.EventOrigin;
import io.amparo.platform.store.Outbox;
import io.amparo.testkit.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@Tag("R9")
@TestInstance(TestInstance.Lifecycle.PER_METHOD)
class ApplySlaFactsIT {
    private final SettableClock clock = new SettableClock(NOW);
    private final Outbox outbox = TestOutbox.create(clock);
    private final AlertGroups groups = new AlertGroups(outbox);
    private final GroupWindows windows = new GroupWindows(outbox);
    private final AlertQueues queues = new AlertQueues(outbox);
    private final AlertProperties properties = new AlertProperties(TIMING.window(), TIMING.settle(), Duration.ofMinutes(30),
            Duration.ofSeconds(5), TIMING.retention(), Duration.ofSeconds(10), 4, Duration.ofSeconds(5), Duration.ofMinutes(1),
            Duration.ofSeconds(1), Duration.ofDays(1),
            List.of(new Channel("pager", Format.PAGERDUTY, "http://localhost", "secret", Set.of())));
    private final ApplySlaFacts apply = new ApplySlaFacts(groups, windows, new Channels(queues, properties, Map.of()), TIMING,
            clock);

    private List<Alert> alertsOf(String... tickets) {
        return groups.ofTickets(List.of(tickets)).stream().flatMap(group -> group.alerts().stream()).toList();
    }

    @Test
    void a_poll_that_is_delivered_once_more_changes_nothing() {
        List<SlaFact> poll = List.of(breach("1", 1), ended("1", 2, AlertResolution.WITHDRAWN, 100),
                reached("1", "acme", 100, 2, 3, NOW.plusSeconds(3), null));
        var covered = apply.handle(poll);
        var alerts = alertsOf("1");
        var group = groups.ofTickets(List.of("1")).getFirst();
        var waiting = queues.ofGroup(group.id()).getFirst().waiting();

        assertThat(apply.handle(poll)).isEqualTo(covered);
        assertThat(apply.handle(poll.subList(1, 2))).isEmpty();

        assertThat(alertsOf("1")).isEqualTo(alerts).extracting(Alert::state).containsExactly(State.RESOLVED, State.OPEN);
        assertThat(waiting).containsExactly(Action.TRIGGER, Action.RESOLVE, Action.TRIGGER);
        assertThat(queues.ofGroup(group.id()).getFirst().waiting()).isEqualTo(waiting);
    }

    @Test
    void a_crash_after_the_windows_were_written_loses_no_edge() {
        var edges = List.of(breach("1", 1), breach("2", 1));
        windows.assign(edges, TIMING.window(), TIMING.retention());

        apply.handle(new ArrayList<>(edges));

        assertThat(groups.ofTickets(List.of("1", "2"))).singleElement().extracting(AlertGroup::alerts)
                .asInstanceOf(InstanceOfAssertFactories.LIST).hasSize(2);
    }

    @Test
    void three_hundred_breaches_of_a_customer_are_two_groups() {
        var facts = IntStream.range(0, 300).<SlaFact>mapToObj(i -> breach("t" + i, 1)).toList();

        var covered = apply.handle(facts);

        var found = groups.ofTickets(IntStream.range(0, 300).mapToObj(i -> "t" + i).toList());
        assertThat(found).extracting(group -> group.alerts().size()).containsExactlyInAnyOrder(200, 100);
        assertThat(covered).as("one of each group is mailed").hasSize(298);
    }

    @Test
    void the_next_rung_joins_the_group_of_its_breach_after_the_window() {
        apply.handle(List.of(breach("1", 1)));

        apply.handle(List.of(reached("1", "acme", 150, 1, 2, NOW.plusSeconds(3_600), null),
                reached("2", "acme", 100, 1, 1, NOW.plusSeconds(3_600), null)));

        assertThat(groups.ofTickets(List.of("1", "2"))).hasSize(2);
        assertThat(groups.ofTickets(List.of("1")).getFirst().alerts()).extracting(alert -> alert.edge().percent())
                .containsExactly(100, 150);
    }

    @Test
    void what_ends_without_a_breach_is_stored_nowhere() {
        assertThat(apply.handle(List.of(ended("9", 2, AlertResolution.CANCELLED)))).isEmpty();
        assertThat(groups.ofTickets(List.of("9"))).isEmpty();
    }

    @Test
    void an_old_breach_ends_although_many_newer_ones_of_its_ticket_have_ended() {
        apply.handle(List.of(breach("1", 1)));
        for (int cycle = 2; cycle < 15; cycle++) {
            var at = NOW.plus(Duration.ofHours(cycle));
            apply.handle(List.of(ofCycle(cycle, at)));
            apply.handle(List.of(new SlaFact.Ended(origin("ended/" + cycle), new SlaFact.Clock("1", "RESOLUTION", cycle),
                    Set.of(), cycle * 10L + 1, AlertResolution.MET, at, false)));
        }

        apply.handle(List.of(ended("1", 1_000, AlertResolution.MET)));

        assertThat(alertsOf("1")).extracting(Alert::state).containsOnly(State.RESOLVED);
        assertThat(groups.find(AlertGroup.idOf(breach("1", 1).edge().key())).orElseThrow().state().state())
                .isEqualTo(State.RESOLVED);
    }

    private static SlaFact.Reached ofCycle(int cycle, Instant at) {
        var key = "1/RESOLUTION/" + cycle + "/100/1";
        var edge = new SlaFact.Edge(key, new SlaFact.Clock("1", "RESOLUTION", cycle), "T-1", "acme", "premium-24x7", "P1", 100,
                at, List.of("manager"), cycle * 10L, at);
        return new SlaFact.Reached(origin(key), edge, false, List.of(edge.audience()), null);
    }

    private static EventOrigin origin(String id) {
        return new EventOrigin("/amparo/sla-service#" + id, null, null);
    }
}
