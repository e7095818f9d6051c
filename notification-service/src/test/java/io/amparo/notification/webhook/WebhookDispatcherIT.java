package io.amparo.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.notification.TestOutbox;
import io.amparo.notification.webhook.WebhookDelivery.State;
import io.amparo.notification.webhook.transport.SecretCipher;
import io.amparo.notification.webhook.transport.WebhookAnswer.Failure;
import io.amparo.notification.webhook.transport.WebhookSecret;
import io.amparo.platform.store.Change;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Endpoints that another instance has changed, while this one has an older copy of them in memory. */
class WebhookDispatcherIT {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);
    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final Instant CREATED_AT = Instant.parse("2026-11-23T15:00:00Z");
    /** Its URL is refused at once, so that an attempt needs no receiver. */
    private static final Webhook ACTIVE = Webhook.create("w-1", "acme", "acme-ana", "http://hooks.example.org/",
            Set.of("io.amparo.ticket.*"), null, WebhookSecret.random().text(), CREATED_AT);
    private static final Webhook DISABLED = ACTIVE.disabled(WebhookDisabling.Reason.GONE, CREATED_AT);

    private final Map<String, Webhook> copies = new HashMap<>();
    private Webhooks webhooks;
    private WebhookDeliveries deliveries;
    private Subscriptions subscriptions;
    private WebhookReceivers receivers;
    private WebhookDispatcher dispatcher;

    @BeforeEach
    void create() throws Exception {
        var clock = Clock.systemUTC();
        var outbox = TestOutbox.create(clock);
        webhooks = new Webhooks(outbox);
        deliveries = new WebhookDeliveries(outbox);
        copies.clear();
        subscriptions = new Subscriptions(reader -> copies.values().forEach(reader), clock);
        receivers = WebhookReceivers.create(new WebhookProperties(false, List.of(), Set.of(443), null, null, 10, LIMIT,
                List.of(LIMIT), LIMIT, LIMIT, LIMIT, 4, 4, LIMIT, LIMIT, LIMIT, LIMIT), InetAddress::getAllByName,
                SSLContext.getDefault(), clock);
        var schedule = new WebhookRetrySchedule(List.of(Duration.ofHours(1)), Duration.ofHours(1), () -> 0);
        dispatcher = new WebhookDispatcher(subscriptions, webhooks, deliveries,
                new SendWebhook(deliveries, webhooks, subscriptions, new SecretCipher(null), receivers, schedule,
                        new SendWebhook.Limits(LIMIT, Duration.ofDays(5)), clock),
                new WebhookDispatcher.Concurrency(4, 4), clock);
    }

    @AfterEach
    void close() throws Exception {
        dispatcher.close();
        receivers.close();
    }

    private void record(Webhook copy) {
        copies.put(copy.id(), copy);
        subscriptions.refresh();
        deliveries.addNew(
                List.of(WebhookDelivery.of(copy, "cause", "io.amparo.ticket.TicketClosed.v1", CREATED_AT, "{}", Instant.now())));
    }

    private WebhookDelivery message() {
        return deliveries.page("w-1", Set.of(), null, 10).getFirst();
    }

    @Test
    void event_after_an_activation_by_another_instance_is_sent() {
        webhooks.insert("w-1", "created", Change.of(ACTIVE, List.of()));
        record(DISABLED);

        dispatcher.tick();

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(message().attempts()).singleElement()
                .extracting(WebhookAttempt::failure).isEqualTo(Failure.URL_REFUSED));
        assertThat(message().state()).as("to be retried").isEqualTo(State.PENDING);
    }

    @Test
    void event_of_a_disabled_endpoint_is_held() {
        webhooks.insert("w-1", "created", Change.of(DISABLED, List.of()));
        record(DISABLED);
        assertThat(message().state()).isEqualTo(State.PENDING);

        dispatcher.tick();

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(message().state()).isEqualTo(State.HELD));
        assertThat(message().attempts()).isEmpty();
    }

    @Test
    void messages_of_an_endpoint_that_another_instance_has_deleted_are_deleted() {
        record(DISABLED);
        webhooks.insert("w-1", "created", Change.of(DISABLED, List.of()));
        dispatcher.tick();
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(message().state()).isEqualTo(State.HELD));
        webhooks.delete("w-1");
        copies.clear();
        subscriptions.refresh();

        dispatcher.tick();

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(deliveries.page("w-1", Set.of(), null, 10)).isEmpty());
    }
}
