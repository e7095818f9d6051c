package io.amparo.notification.alert;

import static io.amparo.notification.alert.AlertQueue.Action.ACKNOWLEDGE;
import static io.amparo.notification.alert.AlertQueue.Action.RESOLVE;
import static io.amparo.notification.alert.AlertQueue.Action.TRIGGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.alert.AlertQueue.Action;
import io.amparo.notification.alert.AlertQueue.Schedule;
import java.time.Duration;
import java.time.Instant;
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
        return queue.attempt("i1", NOW, SCHEDULE).accepted(NOW, SCHEDULE);
    }

    @Test
    void a_resolve_waits_behind_a_trigger_that_is_retried() {
        var retried = queue(TRIGGER).attempt("i1", NOW, SCHEDULE).unavailable("HTTP 503", NOW, SCHEDULE);

        var queue = add(retried, RESOLVE);

        assertThat(queue.waiting()).containsExactly(TRIGGER, RESOLVE);
        assertThat(queue.isDue(NOW)).as("backs off").isFalse();
        var later = NOW.plusSeconds(1);
        var resolving = queue.attempt("i2", later, SCHEDULE).accepted(later, SCHEDULE);
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
}
