package io.amparo.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.TestOutbox;
import io.amparo.notification.webhook.WebhookDelivery.State;
import io.amparo.notification.webhook.transport.WebhookAnswer.Failure;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhookDeliveriesIT {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final Instant LEASE_END = NOW.plusSeconds(60);
    private static final Webhook WEBHOOK = Webhook.create("w-1", "acme", "acme-ana", "https://hooks.example.org/",
            Set.of("io.amparo.ticket.*"), null, "secret", NOW);

    private WebhookDeliveries deliveries;

    @BeforeEach
    void createStore() {
        deliveries = new WebhookDeliveries(TestOutbox.create(Clock.systemUTC()));
    }

    private static WebhookDelivery message(int number) {
        return WebhookDelivery.of(WEBHOOK, "cause-" + number, "io.amparo.ticket.TicketClosed.v1", NOW.plusSeconds(number / 2),
                "{}", NOW);
    }

    private WebhookDelivery add(int number) {
        deliveries.addNew(List.of(message(number)));
        return find(number);
    }

    private WebhookDelivery find(int number) {
        return deliveries.find("w-1", message(number).id()).orElseThrow();
    }

    private static WebhookAttempt attempt() {
        return new WebhookAttempt(NOW, Duration.ofMillis(20), Failure.STATUS, 503, "busy");
    }

    @Test
    void stored_message_is_the_recorded_one() {
        assertThat(add(1)).isEqualTo(message(1));
        assertThat(deliveries.find("w-2", message(1).id())).as("of another endpoint").isEmpty();
    }

    @Test
    void one_of_two_instances_gets_the_lease() {
        var due = add(1);

        assertThat(deliveries.lease(due, "one", NOW, LEASE_END)).isTrue();
        assertThat(deliveries.lease(due, "two", NOW, LEASE_END)).isFalse();
        assertThat(deliveries.due("w-1", NOW, 10)).isEmpty();
        assertThat(deliveries.dueWebhooks(List.of("w-1"), NOW, 10)).isEmpty();
    }

    /** After a crash the lease ends, and another instance makes the next attempt. */
    @Test
    void attempt_that_has_lost_its_lease_records_nothing() {
        var due = add(1);
        deliveries.lease(due, "one", NOW, LEASE_END);
        var next = deliveries.due("w-1", LEASE_END, 10).getFirst();
        assertThat(deliveries.lease(next, "two", LEASE_END, LEASE_END.plusSeconds(60))).isTrue();

        deliveries.record(due, "one", attempt(), State.FAILED, 1, null);

        assertThat(find(1).state()).isEqualTo(State.PENDING);
        assertThat(find(1).firstAttemptAt()).isEqualTo(NOW);
        deliveries.record(next, "two", attempt(), State.DELIVERED, 0, null);
        assertThat(find(1).state()).isEqualTo(State.DELIVERED);
        assertThat(find(1).attempts()).containsExactly(attempt());
    }

    @Test
    void log_of_a_message_is_bounded() {
        for (int i = 0; i < 25; i++) {
            var due = i == 0 ? add(1) : find(1);
            deliveries.lease(due, "lease-" + i, NOW, LEASE_END);
            deliveries.record(due, "lease-" + i, attempt(), State.PENDING, i, NOW);
        }

        assertThat(find(1).attempts()).hasSize(WebhookDeliveries.MAX_ATTEMPTS);
    }

    @Test
    void running_attempt_is_neither_held_nor_repeated() {
        var running = add(1);
        add(2);
        deliveries.lease(running, "one", NOW, LEASE_END);

        deliveries.requeue(List.of(running.id()), NOW);
        deliveries.hold("w-1", NOW);

        assertThat(find(1).dueAt()).isEqualTo(LEASE_END);
        assertThat(find(2).state()).isEqualTo(State.HELD);
        deliveries.requeue(List.of(find(2).id()), NOW);
        assertThat(find(2).state()).isEqualTo(State.PENDING);
        assertThat(deliveries.dueWebhooks(List.of("w-1"), NOW, 10)).containsExactly("w-1");
        assertThat(deliveries.dueWebhooks(List.of("w-2"), NOW, 10)).isEmpty();
    }

    @Test
    void endpoints_with_due_messages_are_found_on_each_page_and_limited() {
        add(1);
        var ids = IntStream.range(0, 1_001).mapToObj(number -> number == 600 ? "w-1" : "other-" + number).toList();

        assertThat(deliveries.dueWebhooks(ids, NOW, 10)).containsExactly("w-1");
        assertThat(deliveries.dueWebhooks(ids, NOW, 0)).isEmpty();
    }

    /** Several events of one instant may be on both sides of a page. */
    @Test
    void pages_of_a_replay_have_each_message_of_the_period_once() {
        deliveries.addNew(IntStream.range(0, 10).mapToObj(WebhookDeliveriesIT::message).toList());
        var replay = WebhookReplay.begin("r-1", NOW.plusSeconds(1), NOW.plusSeconds(3));
        var ids = new ArrayList<String>();

        for (var page = deliveries.ofPeriod("w-1", replay, 1); !page.isEmpty(); page = deliveries.ofPeriod("w-1", replay, 1)) {
            ids.add(page.getLast().id());
            replay = replay.advanced(1, page.getLast().eventAt(), page.getLast().id());
        }

        assertThat(ids)
                .containsExactlyInAnyOrderElementsOf(IntStream.range(2, 8).mapToObj(number -> message(number).id()).toList());
    }

    @Test
    void old_messages_are_deleted() {
        add(1);

        deliveries.deleteRecordedBefore(NOW);
        assertThat(deliveries.page("w-1", Set.of(), null, 10)).hasSize(1);
        deliveries.deleteRecordedBefore(NOW.plusMillis(1));
        assertThat(deliveries.page("w-1", Set.of(), null, 10)).isEmpty();
    }
}
