package io.amparo.notification.delivery;

import static io.amparo.notification.delivery.TestMail.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.delivery.DeliveryEvent.DeliveryFailed;
import io.amparo.events.delivery.DeliveryEvent.DeliverySent;
import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.Delivery.State;
import io.amparo.notification.template.Mail;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    private static final String OWNER = "instance-1";
    private static final DeliveryRetrySchedule RETRY_SCHEDULE = new DeliveryRetrySchedule(Duration.ofSeconds(30),
            Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofDays(5),
            List.of(Duration.ofMinutes(15), Duration.ofHours(2)));

    private final Delivery newDelivery = of("/amparo/ticket-service#t1/1/0", "acme-bruno");

    private static Delivery of(String cause, String recipientId) {
        return TestMail.delivery(cause,
                new Recipient(recipientId, "acme", "bruno@acme.example", "Bruno", "pt-BR", ZoneId.of("America/Sao_Paulo")));
    }

    private static Delivery attempt(Delivery delivery, Instant now) {
        return delivery.attempt(OWNER, now, RETRY_SCHEDULE).state();
    }

    private static Delivery handedOver(Delivery delivery, Instant now) {
        var leased = attempt(delivery, now);
        return leased.handedOver(leased, now, RETRY_SCHEDULE).state();
    }

    private static DeliveryFailed failure(Delivery delivery, String reason, Instant at) {
        return new DeliveryFailed(delivery.id(), "bruno@acme.example", "mail", "receipt", "/amparo/ticket-service#t1/1/0", "t1",
                reason, at);
    }

    @Test
    void delivery_id_is_derived_from_event_and_recipient() {
        assertThat(newDelivery.id()).isEqualTo(of("/amparo/ticket-service#t1/1/0", "acme-bruno").to("new@acme.example").id())
                .isNotEqualTo(of("/amparo/ticket-service#t1/1/0", "acme-ana").id())
                .isNotEqualTo(of("/amparo/ticket-service#t1/2/0", "acme-bruno").id());
        assertThat(newDelivery.messageId()).isEqualTo("<" + newDelivery.id() + "@opservices.example>");
    }

    @Test
    void lease_blocks_other_attempts_until_it_expires() {
        var leased = newDelivery.attempt(OWNER, NOW, RETRY_SCHEDULE);

        assertThat(leased.dueAt()).isEqualTo(NOW.plusSeconds(30));
        assertThat(leased.state().attempts()).isEqualTo(1);
        assertThat(leased.state().attempt("other", NOW.plusSeconds(29), RETRY_SCHEDULE)).isEqualTo(leased.state().unchanged());
        assertThat(leased.state().attempt("other", NOW.plusSeconds(30), RETRY_SCHEDULE).state().attempts()).isEqualTo(2);
    }

    /** Deliveries are kept for ever; an erasure must find no text about the forum in them. */
    @Test
    void text_of_a_digest_is_not_kept_when_it_was_sent_and_a_postponed_mail_waits() {
        var message = newDelivery.message();
        var digest = Delivery.of(new Message(message.origin(), NOW, message.recipient(), RelatedResource.digest("acme-bruno"),
                null, "digest", new Mail("pt-BR", "s", "t")), "opservices.example", NOW).notBefore(NOW.plusSeconds(60));

        assertThat(digest.attempt(OWNER, NOW, RETRY_SCHEDULE).state().attempts()).isZero();
        assertThat(digest.accepted(NOW).state().message().mail()).isEqualTo(new Mail("pt-BR", "s", ""));
        assertThat(newDelivery.accepted(NOW).state().message().mail().text()).isEqualTo("t");
    }

    @Test
    void renewed_lease_blocks_other_attempts_for_longer() {
        var leased = attempt(newDelivery, NOW);

        var renewed = leased.renewed(leased, NOW.plusSeconds(10), RETRY_SCHEDULE).state();

        assertThat(renewed.dueAt()).isEqualTo(NOW.plusSeconds(40));
        assertThat(attempt(renewed, NOW.plusSeconds(39)).attempts()).isEqualTo(1);
    }

    @Test
    void attempt_that_lost_its_lease_may_neither_renew_it_nor_hand_over() {
        var first = attempt(newDelivery, NOW);
        var expired = NOW.plusSeconds(30);
        var second = first.attempt("other", expired, RETRY_SCHEDULE).state();

        assertThat(first.isLeasedBy(first, NOW.plusSeconds(29))).isTrue();
        assertThat(first.isLeasedBy(first, expired)).isFalse();
        assertThat(second.isLeasedBy(first, expired)).isFalse();
        assertThat(second.renewed(first, expired, RETRY_SCHEDULE)).isEqualTo(second.unchanged());
        assertThat(second.handedOver(first, expired, RETRY_SCHEDULE)).isEqualTo(second.unchanged());
        assertThat(second.unconfirmed(first, "lost", expired, RETRY_SCHEDULE)).isEqualTo(second.unchanged());
    }

    @Test
    void accepted_delivery_emits_one_event_and_is_never_due_later() {
        var sent = handedOver(newDelivery, NOW).accepted(NOW.plusSeconds(1));

        assertThat(sent.events()).containsExactly(new DeliverySent(newDelivery.id(), "bruno@acme.example", "mail", "receipt",
                "/amparo/ticket-service#t1/1/0", "t1", newDelivery.messageId(), NOW.plusSeconds(1)));
        assertThat(sent.dueAt()).isNull();
        assertThat(sent.state().isDue(NOW.plusSeconds(3600))).isFalse();
        assertThat(sent.state().accepted(NOW.plusSeconds(2)).events()).isEmpty();
        assertThat(sent.state().refused("SMTP 550", NOW.plusSeconds(2)).state()).isEqualTo(sent.state());
    }

    @Test
    void permanent_refusal_fails_the_delivery_immediately() {
        var failed = attempt(newDelivery, NOW).refused("SMTP 550", NOW.plusSeconds(1));

        assertThat(failed.events()).containsExactly(failure(newDelivery, "SMTP 550", NOW.plusSeconds(1)));
        assertThat(failed.state().state()).isEqualTo(State.FAILED);
        assertThat(failed.dueAt()).isNull();
    }

    @Test
    void backoff_doubles_with_each_attempt_up_to_the_maximum() {
        var delivery = newDelivery;
        var now = NOW;

        for (var backoff : new long[]{1, 2, 4, 8, 16, 32, 60, 60}) {
            delivery = attempt(delivery, now);
            var postponed = delivery.unavailable(delivery, "MailConnectException", now, RETRY_SCHEDULE);
            assertThat(postponed.dueAt()).isEqualTo(now.plusSeconds(backoff));
            assertThat(postponed.events()).isEmpty();
            delivery = postponed.state();
            now = now.plusSeconds(backoff);
        }
    }

    @Test
    void delivery_fails_after_five_days_of_unavailability() {
        var late = NOW.plus(Duration.ofDays(5));
        var attempt = attempt(newDelivery, late);

        var result = attempt.unavailable(attempt, "MailConnectException", late, RETRY_SCHEDULE);

        assertThat(result.state().state()).isEqualTo(State.FAILED);
        assertThat(result.events()).singleElement().isInstanceOf(DeliveryFailed.class);
    }

    @Test
    void unknown_outcome_is_retried_after_15_minutes_and_2_hours_and_then_fails() {
        var first = handedOver(newDelivery, NOW);
        var afterFirst = first.unconfirmed(first, "SocketTimeoutException", NOW, RETRY_SCHEDULE);
        assertThat(afterFirst.dueAt()).isEqualTo(NOW.plus(Duration.ofMinutes(15)));
        assertThat(afterFirst.events()).isEmpty();

        var second = handedOver(afterFirst.state(), afterFirst.dueAt());
        var afterSecond = second.unconfirmed(second, "SocketTimeoutException", afterFirst.dueAt(), RETRY_SCHEDULE);
        assertThat(afterSecond.dueAt()).isEqualTo(afterFirst.dueAt().plus(Duration.ofHours(2)));

        var third = handedOver(afterSecond.state(), afterSecond.dueAt());
        var afterThird = third.unconfirmed(third, "SocketTimeoutException", afterSecond.dueAt(), RETRY_SCHEDULE);
        assertThat(afterThird.events())
                .containsExactly(failure(newDelivery, "unconfirmed: SocketTimeoutException", afterSecond.dueAt()));
        assertThat(afterThird.dueAt()).isNull();
        assertThat(third.attempts()).as("copies").isEqualTo(3);
    }

    @Test
    void certain_failures_between_unknown_outcomes_keep_the_short_backoff() {
        var first = handedOver(newDelivery, NOW);
        var unconfirmed = first.unconfirmed(first, "lost", NOW, RETRY_SCHEDULE).state();
        var second = handedOver(unconfirmed, unconfirmed.dueAt());

        var deferred = second.unavailable(second, "SMTP 451", unconfirmed.dueAt(), RETRY_SCHEDULE);

        assertThat(deferred.dueAt()).isEqualTo(unconfirmed.dueAt().plusSeconds(2));
        assertThat(deferred.state().unconfirmed()).isEqualTo(1);
        assertThat(attempt(deferred.state(), deferred.dueAt()).refused("SMTP 550", NOW).state().result().failure())
                .isEqualTo("unconfirmed, then SMTP 550");
    }

    @Test
    void crash_before_the_end_of_the_mail_is_retried_when_the_lease_ends() {
        var expired = NOW.plusSeconds(30);

        assertThat(attempt(attempt(newDelivery, NOW), expired).attempts()).isEqualTo(2);
    }

    @Test
    void crash_after_the_end_of_the_mail_counts_as_an_unknown_outcome() {
        var expired = NOW.plusSeconds(30);

        var interrupted = handedOver(newDelivery, NOW).attempt("other", expired, RETRY_SCHEDULE);

        assertThat(interrupted.state().attempts()).isEqualTo(1);
        assertThat(interrupted.state().unconfirmed()).isEqualTo(1);
        assertThat(interrupted.state().lease()).isNull();
        assertThat(interrupted.dueAt()).isEqualTo(expired.plus(Duration.ofMinutes(15)));
    }

    @Test
    void acceptance_that_is_recorded_late_ends_the_delivery() {
        var interrupted = handedOver(newDelivery, NOW).attempt("other", NOW.plusSeconds(30), RETRY_SCHEDULE).state();

        assertThat(interrupted.accepted(NOW.plusSeconds(31)).state().state()).isEqualTo(State.SENT);
        assertThat(interrupted.unconfirmed(interrupted, "lost", NOW.plusSeconds(31), RETRY_SCHEDULE).state()).as("counted once")
                .isEqualTo(interrupted);
    }

    @Test
    void delivery_to_a_removed_contact_is_cancelled_with_a_reason() {
        var cancelled = attempt(newDelivery, NOW).cancelled(NOW);

        assertThat(cancelled.state().state()).isEqualTo(State.CANCELLED);
        assertThat(cancelled.events()).containsExactly(failure(newDelivery, "recipient-removed", NOW));
        assertThat(cancelled.dueAt()).isNull();
    }

    @Test
    void expired_attempt_does_not_postpone_the_running_attempt() {
        var first = attempt(newDelivery, NOW);
        var second = attempt(first, NOW.plusSeconds(30));

        assertThat(second.unavailable(first, "timeout", NOW.plusSeconds(31), RETRY_SCHEDULE)).isEqualTo(second.unchanged());
        assertThat(second.accepted(NOW.plusSeconds(31)).state().state()).isEqualTo(State.SENT);
    }

    @Test
    void retry_begins_another_series_with_the_same_message_id() {
        var failed = attempt(newDelivery, NOW).refused("SMTP 550", NOW.plusSeconds(1)).state();
        var later = NOW.plus(Duration.ofDays(30));

        var retried = failed.retried("r1", later).state();
        assertThat(retried.state()).isEqualTo(State.PENDING);
        assertThat(retried.dueAt()).isEqualTo(later);
        assertThat(retried.messageId()).isEqualTo(newDelivery.messageId());
        var second = attempt(retried, later);
        assertThat(second.attempts()).isEqualTo(2);
        assertThat(second.unavailable(second, "x", later, RETRY_SCHEDULE).dueAt()).as("first backoff, new retry period")
                .isEqualTo(later.plusSeconds(1));

        var failedTwice = second.refused("SMTP 550", later).state();
        assertThat(failedTwice.retried("r1", later)).as("a repetition").isEqualTo(failedTwice.unchanged());
        assertThat(newDelivery.accepted(NOW).state().retried("r2", NOW).state().state()).isEqualTo(State.SENT);
    }

    @Test
    void report_about_a_mail_with_an_unknown_outcome_proves_that_it_was_sent() {
        var first = handedOver(newDelivery, NOW);
        var unconfirmed = first.unconfirmed(first, "lost", NOW, RETRY_SCHEDULE).state();

        var bounced = unconfirmed.received(new Receipt(Receipt.Status.BOUNCED, "5.1.1", NOW), NOW);

        assertThat(bounced.state().state()).isEqualTo(State.SENT);
        assertThat(bounced.dueAt()).isNull();
        assertThat(bounced.events()).hasSize(2);
        assertThat(bounced.state().received(new Receipt(Receipt.Status.DELIVERED, "2.0.0", NOW), NOW).events()).isEmpty();
        assertThat(newDelivery.received(new Receipt(Receipt.Status.BOUNCED, "5.1.1", NOW), NOW).events())
                .as("a mail that was never sent").isEmpty();
    }

    @Test
    void turn_of_the_rate_limit_counts_for_one_attempt_and_costs_no_backoff() {
        var first = attempt(newDelivery, NOW);
        var deferred = first.deferred(first, NOW.plusSeconds(9), true);
        assertThat(deferred.dueAt()).isEqualTo(NOW.plusSeconds(9));

        var second = attempt(deferred.state(), NOW.plusSeconds(9));
        assertThat(second.series().hasTurn()).isTrue();
        var unavailable = second.unavailable(second, "x", NOW.plusSeconds(9), RETRY_SCHEDULE);
        assertThat(unavailable.dueAt()).isEqualTo(NOW.plusSeconds(10));
        assertThat(unavailable.state().series().hasTurn()).isFalse();
        assertThat(second.deferred(first, NOW.plusSeconds(99), true)).as("lost lease").isEqualTo(second.unchanged());
    }
}
