package io.amparo.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.webhook.WebhookDisabling.Reason;
import io.amparo.notification.webhook.WebhookReplay.State;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WebhookTest {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration FIVE_DAYS = Duration.ofDays(5);
    private static final String FIRST = "first";
    private static final Webhook CREATED = Webhook.create("w-1", "acme", "acme-ana", "https://hooks.example.org/",
            Set.of("io.amparo.ticket.*"), null, FIRST, NOW);
    private static final WebhookRetrySchedule SCHEDULE = new WebhookRetrySchedule(
            List.of(Duration.ofSeconds(5), Duration.ofMinutes(5)), DAY, () -> 1);

    @Test
    void both_secrets_sign_until_the_overlap_ends() {
        var second = "second";

        var rotated = CREATED.rotated(second, DAY, NOW);

        assertThat(rotated.validSecrets(NOW.plus(DAY).minusMillis(1))).containsExactly(second, FIRST);
        assertThat(rotated.validSecrets(NOW.plus(DAY))).containsExactly(second);
        assertThat(CREATED.rotated(second, Duration.ZERO, NOW).validSecrets(NOW)).containsExactly(second);
        var often = rotated;
        for (int i = 0; i < 5; i++) often = often.rotated("secret " + i, DAY, NOW);
        assertThat(often.secrets()).as("bounded").hasSize(3);
    }

    @Test
    void second_rotation_does_not_prolong_the_first_secret() {
        var rotated = CREATED.rotated("second", DAY, NOW).rotated("third", DAY, NOW.plusSeconds(60));

        assertThat(rotated.validSecrets(NOW.plus(DAY))).hasSize(2).doesNotContain(FIRST);
    }

    @Test
    void endpoint_is_disabled_when_a_message_has_no_attempt_left_and_nothing_succeeded() {
        var failing = CREATED.failed(null, FIVE_DAYS, NOW);
        assertThat(failing.isActive()).isTrue();
        assertThat(failing.failingSince()).isEqualTo(NOW);

        var disabled = failing.failed(NOW.minusSeconds(15), FIVE_DAYS, NOW.plus(Duration.ofHours(76)));

        assertThat(disabled.disabling()).isEqualTo(new WebhookDisabling(Reason.FAILING, NOW.plus(Duration.ofHours(76)), false));
        assertThat(disabled.toChange(NOW).dueAt()).as("the owner must be notified").isEqualTo(NOW);
        assertThat(disabled.ownerNotified().toChange(NOW).dueAt()).isNull();
    }

    /** A receiver that refuses one message of many works. */
    @Test
    void endpoint_stays_active_if_another_message_has_succeeded_since() {
        var recovered = CREATED.failed(null, FIVE_DAYS, NOW).succeeded().failed(null, FIVE_DAYS, NOW.plus(DAY));

        assertThat(recovered.failed(NOW, FIVE_DAYS, NOW.plus(Duration.ofHours(76))).isActive()).isTrue();
    }

    @Test
    void endpoint_is_disabled_after_days_of_failures_only() {
        var failing = CREATED.failed(null, FIVE_DAYS, NOW);

        assertThat(failing.failed(null, FIVE_DAYS, NOW.plus(FIVE_DAYS).minusSeconds(1)).isActive()).isTrue();
        assertThat(failing.failed(null, FIVE_DAYS, NOW.plus(FIVE_DAYS)).isActive()).isFalse();
    }

    @Test
    void disabling_stops_a_replay_and_keeps_the_first_reason() {
        var running = CREATED.with(WebhookReplay.begin("r-1", NOW.minus(DAY), NOW));
        assertThat(running.toChange(NOW).dueAt()).isEqualTo(NOW);

        var disabled = running.disabled(Reason.GONE, NOW).disabled(Reason.OWNER, NOW.plus(DAY));

        assertThat(disabled.disabling()).isEqualTo(new WebhookDisabling(Reason.GONE, NOW, false));
        assertThat(disabled.replay().state()).isEqualTo(State.STOPPED);
        assertThat(disabled.activated().isActive()).isTrue();
    }

    @Test
    void disabled_endpoint_records_events_as_long_as_they_are_kept() {
        var retention = Duration.ofDays(30);
        var disabled = CREATED.disabled(Reason.OWNER, NOW);
        var type = "io.amparo.ticket.TicketOpened.v1";

        assertThat(disabled.records(type, NOW.plus(DAY), NOW.plus(DAY), retention)).isTrue();
        assertThat(disabled.records(type, NOW.plus(retention), NOW.plus(retention), retention)).isFalse();
        assertThat(CREATED.records(type, NOW.minusMillis(1), NOW, retention)).as("before its creation").isFalse();
        assertThat(CREATED.records("io.amparo.sla.SlaMet.v1", NOW, NOW, retention)).as("not selected").isFalse();
    }

    @Test
    void retry_follows_the_schedule_with_a_random_share() {
        assertThat(SCHEDULE.next(1, null, NOW)).contains(NOW.plusMillis(5_500));
        assertThat(SCHEDULE.next(2, null, NOW)).contains(NOW.plusSeconds(330));
        assertThat(SCHEDULE.next(3, null, NOW)).isEmpty();
    }

    @Test
    void receiver_can_delay_the_retry_but_not_hasten_it() {
        assertThat(SCHEDULE.next(1, Duration.ofSeconds(120), NOW)).contains(NOW.plusSeconds(120));
        assertThat(SCHEDULE.next(1, Duration.ofSeconds(-9), NOW)).contains(NOW.plusMillis(5_500));
        assertThat(SCHEDULE.next(1, Duration.ofDays(900), NOW)).contains(NOW.plus(DAY));
    }
}
