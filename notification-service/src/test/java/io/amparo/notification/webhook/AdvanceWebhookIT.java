package io.amparo.notification.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.TestOutbox;
import io.amparo.notification.audience.Customers;
import io.amparo.notification.webhook.WebhookDelivery.State;
import io.amparo.platform.store.Change;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances have the same due endpoint. */
class AdvanceWebhookIT {
    private static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final Webhook WEBHOOK = Webhook.create("w-1", "acme", "acme-ana", "https://hooks.example.org/",
            Set.of("io.amparo.ticket.*"), null, "secret", NOW.minusSeconds(60));

    private final AtomicInteger loads = new AtomicInteger();
    private final AtomicInteger triggers = new AtomicInteger();
    private Webhooks webhooks;
    private WebhookDeliveries deliveries;
    private Subscriptions subscriptions;
    private AdvanceWebhook advance;

    @BeforeEach
    void create() {
        var outbox = TestOutbox.create(CLOCK);
        webhooks = new Webhooks(outbox);
        deliveries = new WebhookDeliveries(outbox);
        subscriptions = new Subscriptions(_ -> loads.incrementAndGet(), CLOCK);
        // No endpoint of these tests is disabled, so nobody is notified.
        advance = new AdvanceWebhook(webhooks, deliveries, new NotifyWebhookOwner(null, new Customers(outbox)), subscriptions,
                triggers::incrementAndGet, CLOCK);
        var replay = WebhookReplay.begin("r-1", NOW.minusSeconds(60), NOW);
        webhooks.insert("w-1", "created", new Change<>(WEBHOOK.with(replay), List.of(), NOW));
        deliveries.addNew(List
                .of(WebhookDelivery.of(WEBHOOK, "cause", "io.amparo.ticket.TicketClosed.v1", NOW.minusSeconds(9), "{}", NOW)));
        deliveries.hold("w-1", NOW);
        subscriptions.all();
        loads.set(0);
    }

    private State state() {
        return deliveries.page("w-1", Set.of(), null, 10).getFirst().state();
    }

    @Test
    void endpoint_that_another_instance_advances_is_left_alone() {
        assertThat(webhooks.claim("w-1", NOW, NOW.plusSeconds(30))).isTrue();

        advance.handle("w-1");

        assertThat(state()).isEqualTo(State.HELD);
        assertThat(triggers).hasValue(0);
        assertThat(webhooks.find("w-1").orElseThrow().state().replay().isRunning()).isTrue();
        subscriptions.all();
        assertThat(loads).as("nothing has changed").hasValue(0);
    }

    @Test
    void replay_ends_and_the_endpoint_is_due_no_more() {
        advance.handle("w-1");

        assertThat(state()).isEqualTo(State.PENDING);
        assertThat(triggers).hasValue(1);
        assertThat(webhooks.find("w-1").orElseThrow().state().replay().state()).isEqualTo(WebhookReplay.State.COMPLETED);
        assertThat(webhooks.due(NOW.plusSeconds(3600), 10)).isEmpty();
        subscriptions.all();
        assertThat(loads).as("the endpoint has changed").hasValue(1);
    }
}
