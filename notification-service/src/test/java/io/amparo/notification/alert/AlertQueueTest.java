package io.amparo.notification.alert;

import static io.amparo.notification.alert.AlertFixture.breach;
import static io.amparo.notification.alert.AlertFixture.ended;
import static io.amparo.notification.alert.AlertFixture.group;
import static io.amparo.notification.alert.AlertQueue.Action.ACKNOWLEDGE;
import static io.amparo.notification.alert.AlertQueue.Action.RESOLVE;
import static io.amparo.notification.alert.AlertQueue.Action.TRIGGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Vocabulary.AlertResolution;
import io.amparo.notification.alert.Alert.Hold;
import io.amparo.notification.alert.AlertQueue.Action;
import io.amparo.notification.alert.AlertQueue.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R9")
class AlertQueueTest {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final Schedule SCHEDULE = new Schedule(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMinutes(1),
            Duration.ofHours(1), Duration.ofSeconds(5), null);

    private static AlertQueue queue(Action... actions) {
        return add(AlertQueue.of("g", "pager"), actions);
    }

    private static AlertQueue add(AlertQueue queue, Action... actions) {
        for (var action : actions) queue = queue.add(action, NOW, SCHEDULE);
        return queue;
    }

    private static AlertQueue sent(AlertQueue queue) {
        return accepted(queue.attempt("i1", NOW, SCHEDULE), NOW);
    }

    /** The message that waits is sent and accepted, and no alert is open. */
    private static AlertQueue accepted(AlertQueue queue, Instant now) {
        return queue.accepted(queue.waiting().getFirst(), List.of(), now, SCHEDULE);
    }

    @Test
    void a_resolve_waits_behind_a_trigger_that_is_retried() {
        var retried = queue(TRIGGER).attempt("i1", NOW, SCHEDULE).unavailable("HTTP 503", NOW, SCHEDULE);

        var queue = add(retried, RESOLVE);

        assertThat(queue.waiting()).containsExactly(TRIGGER, RESOLVE);
        assertThat(queue.isDue(NOW)).as("backs off").isFalse();
        var later = NOW.plusSeconds(1);
        var resolving = accepted(queue.attempt("i2", later, SCHEDULE), later);
        assertThat(resolving.waiting()).containsExactly(RESOLVE);
        assertThat(resolving.isDue(later)).isTrue();
    }

    @Test
    void updates_are_one_message_and_a_resolve_makes_them_needless() {
        assertThat(queue(TRIGGER, TRIGGER, TRIGGER).waiting()).containsExactly(TRIGGER);
        var updated = add(sent(queue(TRIGGER)), TRIGGER);
        assertThat(updated.isDue(NOW)).as("an update waits").isFalse();
        assertThat(updated.isDue(NOW.plusSeconds(5))).isTrue();

        var resolved = add(updated, RESOLVE);

        assertThat(resolved.waiting()).containsExactly(RESOLVE);
        assertThat(resolved.isDue(NOW)).isTrue();
    }

    @Test
    void a_breach_after_a_resolve_is_a_new_alert() {
        var flapping = sent(sent(add(sent(queue(TRIGGER)), RESOLVE, TRIGGER)));

        assertThat(flapping.waiting()).isEmpty();
        assertThat(flapping.triggered()).isTrue();
        assertThat(queue(TRIGGER, RESOLVE, TRIGGER).waiting()).containsExactly(TRIGGER, RESOLVE, TRIGGER);
    }

    @Test
    void a_receiver_that_is_down_for_long_has_a_bounded_queue() {
        var queue = queue(TRIGGER);
        for (int i = 0; i < 1_000; i++) queue = add(queue, ACKNOWLEDGE, RESOLVE, TRIGGER, TRIGGER);

        assertThat(queue.waiting()).hasSizeLessThan(10).startsWith(TRIGGER).endsWith(TRIGGER);
    }

    @Test
    void what_was_never_triggered_is_neither_acknowledged_nor_resolved() {
        assertThat(queue(ACKNOWLEDGE, RESOLVE).waiting()).isEmpty();
        var refused = add(queue(TRIGGER).attempt("i1", NOW, SCHEDULE), RESOLVE).refused("HTTP 400", NOW, SCHEDULE);
        assertThat(refused.waiting()).isEmpty();
        assertThat(refused.failure()).isEqualTo("HTTP 400");
        assertThat(refused.dueAt()).isNull();
    }

    @Test
    void a_crashed_attempt_is_repeated_after_its_lease() {
        var crashed = queue(TRIGGER).attempt("i1", NOW, SCHEDULE);

        assertThat(crashed.attempt("i2", NOW.plusSeconds(29), SCHEDULE)).isEqualTo(crashed);
        var repeated = crashed.attempt("i2", NOW.plusSeconds(30), SCHEDULE);
        assertThat(repeated.attempts()).isEqualTo(2);
        assertThat(repeated.holds(crashed)).as("the late outcome counts no more").isFalse();
    }

    @Test
    void a_trigger_that_is_given_up_may_have_arrived_and_is_resolved() {
        var queue = add(queue(TRIGGER).attempt("i1", NOW, SCHEDULE).unavailable("HTTP 503", NOW, SCHEDULE), RESOLVE);
        var late = NOW.plus(Duration.ofHours(2));

        var given = queue.attempt("i1", late, SCHEDULE).unavailable("HTTP 503", late, SCHEDULE);

        assertThat(given.waiting()).containsExactly(RESOLVE);
    }

    @Test
    void what_has_ended_before_it_is_sent_pages_nobody() {
        var ended = group(breach("1", 1)).ended(ended("1", 2, AlertResolution.MET)).state().alerts();
        var first = queue(TRIGGER, RESOLVE).attempt("i1", NOW, SCHEDULE);

        assertThat(first.message(ended)).isEmpty();
        var dropped = first.dropped(NOW, SCHEDULE);
        assertThat(dropped.waiting()).isEmpty();
        assertThat(add(dropped, RESOLVE).waiting()).as("the receiver knows nothing").isEmpty();

        var later = NOW.plusSeconds(1);
        var retried = first.unavailable("HTTP 503", NOW, SCHEDULE).attempt("i1", later, SCHEDULE);
        assertThat(retried.message(ended)).as("the attempt before may have arrived").contains(RESOLVE);
        var resolved = retried.accepted(RESOLVE, ended, later, SCHEDULE);
        assertThat(resolved.waiting()).isEmpty();
        assertThat(resolved.triggered()).isFalse();
        assertThat(resolved.open()).isFalse();
    }

    @Test
    void a_resolve_that_is_out_of_date_is_followed_by_a_trigger() {
        var open = group(breach("1", 1)).alerts();
        var resolving = add(sent(queue(TRIGGER)), RESOLVE).attempt("i1", NOW, SCHEDULE);

        assertThat(resolving.message(open)).contains(RESOLVE);
        var followed = resolving.accepted(RESOLVE, open, NOW, SCHEDULE);

        assertThat(followed.waiting()).containsExactly(TRIGGER);
        assertThat(followed.isDue(NOW)).isTrue();
        var flapping = add(sent(queue(TRIGGER)), RESOLVE, TRIGGER).attempt("i1", NOW, SCHEDULE);
        assertThat(flapping.accepted(RESOLVE, open, NOW, SCHEDULE).waiting()).as("once").containsExactly(TRIGGER);
    }

    @Test
    void an_acknowledgement_of_a_group_with_an_open_alert_is_needless() {
        var hold = new Hold(false, "user-GISELE", NOW, NOW.plusSeconds(60));
        var group = group(breach("1", 1), breach("2", 1));
        var acknowledging = add(sent(queue(TRIGGER)), ACKNOWLEDGE).attempt("i1", NOW, SCHEDULE);

        var one = group.hold(alert -> alert.edge().clock().ticketId().equals("1"), hold).state().alerts();
        assertThat(acknowledging.message(one)).isEmpty();
        assertThat(acknowledging.dropped(NOW, SCHEDULE).triggered()).isTrue();
        assertThat(acknowledging.message(group.hold(_ -> true, hold).state().alerts())).contains(ACKNOWLEDGE);
    }
}
