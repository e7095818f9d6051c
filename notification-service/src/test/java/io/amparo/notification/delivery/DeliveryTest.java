package io.amparo.notification.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.delivery.DeliveryEvent.DeliveryFailed;
import io.amparo.events.delivery.DeliveryEvent.DeliverySent;
import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.Delivery.State;
import io.amparo.notification.template.Mail;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final DeliveryRetrySchedule RETRY_SCHEDULE = new DeliveryRetrySchedule(Duration.ofSeconds(30),
            Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofDays(5));

    private final Delivery newDelivery = of("/amparo/ticket-service#t1/1/0", "bruno@acme.example");

    private static Delivery of(String cause, String email) {
        return Delivery.of(
                new Message(cause, NOW, new Recipient(email, email, "Bruno", "pt-BR", ZoneId.of("America/Sao_Paulo")),
                        RelatedResource.ticket("t1", "T-2026-000001"), null, "receipt", new Mail("pt-BR", "s", "t")),
                "opservices.example", NOW);
    }

    @Test
    void delivery_id_is_derived_from_event_and_recipient() {
        assertThat(newDelivery.id()).isEqualTo(of("/amparo/ticket-service#t1/1/0", " Bruno@ACME.example").id())
                .isNotEqualTo(of("/amparo/ticket-service#t1/1/0", "ana@acme.example").id())
                .isNotEqualTo(of("/amparo/ticket-service#t1/2/0", "bruno@acme.example").id());
        assertThat(newDelivery.messageId()).isEqualTo("<" + newDelivery.id() + "@opservices.example>");
    }

    @Test
    void lease_blocks_other_attempts_until_it_expires() {
        var leased = newDelivery.attempt(NOW, RETRY_SCHEDULE);

        assertThat(leased.dueAt()).isEqualTo(NOW.plusSeconds(30));
        assertThat(leased.state().attempts()).isEqualTo(1);
        assertThat(leased.state().attempt(NOW.plusSeconds(29), RETRY_SCHEDULE)).isEqualTo(leased.state().unchanged());
        assertThat(leased.state().attempt(NOW.plusSeconds(30), RETRY_SCHEDULE).state().attempts()).isEqualTo(2);
    }

    @Test
    void accepted_delivery_emits_one_event_and_is_never_due_later() {
        var sent = newDelivery.attempt(NOW, RETRY_SCHEDULE).state().accepted(NOW.plusSeconds(1));

        assertThat(sent.events()).containsExactly(new DeliverySent(newDelivery.id(), "bruno@acme.example", "mail", "receipt",
                "/amparo/ticket-service#t1/1/0", "t1", newDelivery.messageId(), NOW.plusSeconds(1)));
        assertThat(sent.dueAt()).isNull();
        assertThat(sent.state().isDue(NOW.plusSeconds(3600))).isFalse();
        assertThat(sent.state().accepted(NOW.plusSeconds(2)).events()).isEmpty();
        assertThat(sent.state().refused("SMTP 550", NOW.plusSeconds(2)).state()).isEqualTo(sent.state());
    }

    @Test
    void permanent_refusal_fails_the_delivery_immediately() {
        var failed = newDelivery.attempt(NOW, RETRY_SCHEDULE).state().refused("SMTP 550", NOW.plusSeconds(1));

        assertThat(failed.events()).containsExactly(new DeliveryFailed(newDelivery.id(), "bruno@acme.example", "mail", "receipt",
                "/amparo/ticket-service#t1/1/0", "t1", "SMTP 550", NOW.plusSeconds(1)));
        assertThat(failed.state().state()).isEqualTo(State.FAILED);
        assertThat(failed.dueAt()).isNull();
    }

    @Test
    void backoff_doubles_with_each_attempt_up_to_the_maximum() {
        var delivery = newDelivery;
        var now = NOW;

        for (var backoff : new long[]{1, 2, 4, 8, 16, 32, 60, 60}) {
            delivery = delivery.attempt(now, RETRY_SCHEDULE).state();
            var postponed = delivery.unavailable(delivery.attempts(), "MailConnectException", now, RETRY_SCHEDULE);
            assertThat(postponed.dueAt()).isEqualTo(now.plusSeconds(backoff));
            assertThat(postponed.events()).isEmpty();
            delivery = postponed.state();
            now = now.plusSeconds(backoff);
        }
    }

    @Test
    void delivery_fails_after_five_days_of_unavailability() {
        var late = NOW.plus(Duration.ofDays(5));
        var attempt = newDelivery.attempt(late, RETRY_SCHEDULE).state();

        var result = attempt.unavailable(1, "MailConnectException", late, RETRY_SCHEDULE);

        assertThat(result.state().state()).isEqualTo(State.FAILED);
        assertThat(result.events()).singleElement().isInstanceOf(DeliveryFailed.class);
    }

    @Test
    void expired_attempt_does_not_postpone_the_running_attempt() {
        var second = newDelivery.attempt(NOW, RETRY_SCHEDULE).state().attempt(NOW.plusSeconds(30), RETRY_SCHEDULE).state();

        assertThat(second.unavailable(1, "timeout", NOW.plusSeconds(31), RETRY_SCHEDULE)).isEqualTo(second.unchanged());
        assertThat(second.accepted(NOW.plusSeconds(31)).state().state()).isEqualTo(State.SENT);
    }
}
