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
    private static final Patience PATIENCE = new Patience(Duration.ofSeconds(30), Duration.ofSeconds(1), Duration.ofMinutes(1),
            Duration.ofDays(5));

    private final Delivery fresh = of("/amparo/ticket-service#t1/1/0", "bruno@acme.example");

    private static Delivery of(String cause, String email) {
        return Delivery.of(
                new Message(cause, NOW, new Recipient(email, "Bruno", "pt-BR", ZoneId.of("America/Sao_Paulo")),
                        About.ticket("t1", "T-2026-000001"), null, "receipt", new Mail("pt-BR", "s", "t")),
                "opservices.example", NOW);
    }

    @Test
    void event_and_recipient_make_it_one() {
        assertThat(fresh.id()).isEqualTo(of("/amparo/ticket-service#t1/1/0", " Bruno@ACME.example").id())
                .isNotEqualTo(of("/amparo/ticket-service#t1/1/0", "ana@acme.example").id())
                .isNotEqualTo(of("/amparo/ticket-service#t1/2/0", "bruno@acme.example").id());
        assertThat(fresh.messageId()).isEqualTo("<" + fresh.id() + "@opservices.example>");
    }

    @Test
    void an_attempt_holds_a_lease_that_another_waits_for() {
        var leased = fresh.attempt(NOW, PATIENCE);

        assertThat(leased.dueAt()).isEqualTo(NOW.plusSeconds(30));
        assertThat(leased.state().attempts()).isEqualTo(1);
        assertThat(leased.state().attempt(NOW.plusSeconds(29), PATIENCE)).isEqualTo(leased.state().unchanged());
        assertThat(leased.state().attempt(NOW.plusSeconds(30), PATIENCE).state().attempts()).isEqualTo(2);
    }

    @Test
    void what_was_accepted_is_told_once_and_never_due_again() {
        var sent = fresh.attempt(NOW, PATIENCE).state().accepted(NOW.plusSeconds(1));

        assertThat(sent.events()).containsExactly(new DeliverySent(fresh.id(), "bruno@acme.example", "mail", "receipt",
                "/amparo/ticket-service#t1/1/0", "t1", fresh.messageId(), NOW.plusSeconds(1)));
        assertThat(sent.dueAt()).isNull();
        assertThat(sent.state().isDue(NOW.plusSeconds(3600))).isFalse();
        assertThat(sent.state().accepted(NOW.plusSeconds(2)).events()).isEmpty();
        assertThat(sent.state().refused("SMTP 550", NOW.plusSeconds(2)).state()).isEqualTo(sent.state());
    }

    @Test
    void a_refusal_for_good_fails_at_once() {
        var failed = fresh.attempt(NOW, PATIENCE).state().refused("SMTP 550", NOW.plusSeconds(1));

        assertThat(failed.events()).containsExactly(new DeliveryFailed(fresh.id(), "bruno@acme.example", "mail", "receipt",
                "/amparo/ticket-service#t1/1/0", "t1", "SMTP 550", NOW.plusSeconds(1)));
        assertThat(failed.state().state()).isEqualTo(State.FAILED);
        assertThat(failed.dueAt()).isNull();
    }

    @Test
    void a_server_that_is_away_is_waited_for_twice_as_long_each_time_up_to_a_limit() {
        var delivery = fresh;
        var now = NOW;
        for (var pause : new long[]{1, 2, 4, 8, 16, 32, 60, 60}) {
            delivery = delivery.attempt(now, PATIENCE).state();
            var waits = delivery.unavailable(delivery.attempts(), "MailConnectException", now, PATIENCE);
            assertThat(waits.dueAt()).isEqualTo(now.plusSeconds(pause));
            assertThat(waits.events()).isEmpty();
            delivery = waits.state();
            now = now.plusSeconds(pause);
        }
    }

    @Test
    void after_days_it_gives_up() {
        var late = NOW.plus(Duration.ofDays(5));
        var attempt = fresh.attempt(late, PATIENCE).state();

        var given = attempt.unavailable(1, "MailConnectException", late, PATIENCE);

        assertThat(given.state().state()).isEqualTo(State.FAILED);
        assertThat(given.events()).singleElement().isInstanceOf(DeliveryFailed.class);
    }

    @Test
    void an_attempt_whose_lease_was_over_cannot_put_off_the_one_under_way() {
        var second = fresh.attempt(NOW, PATIENCE).state().attempt(NOW.plusSeconds(30), PATIENCE).state();

        assertThat(second.unavailable(1, "timeout", NOW.plusSeconds(31), PATIENCE)).isEqualTo(second.unchanged());
        assertThat(second.accepted(NOW.plusSeconds(31)).state().state()).isEqualTo(State.SENT);
    }
}
