package io.amparo.notification.webhook;

import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.notification.audience.Customers;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Receivers that refuse, fail or are slow, and the replay for those that recover. */
@ServiceTest({"SMTP_URL=smtp://localhost:1", "amparo.webhooks.insecure-http=true",
        "amparo.webhooks.permitted-networks=127.0.0.0/8", "amparo.webhooks.sweep=100ms", "amparo.webhooks.refresh=500ms",
        "amparo.webhooks.retries=100ms,100ms"})
@Import(LocalReceivers.class)
class WebhookDeliveryIT {
    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final WebhookSink SINK = new WebhookSink();
    private static final AtomicInteger TICKETS = new AtomicInteger(400_000);

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Customers customers;

    private final Instant begin = Instant.now();
    private String path = "";
    private JsonNode webhook;

    @DynamicPropertySource
    static void ports(DynamicPropertyRegistry properties) {
        properties.add("amparo.webhooks.ports", () -> "443," + SINK.port());
    }

    @BeforeAll
    void publishCustomers() {
        kafka.publish("acme", 1, TestCustomers.acme());
        await().atMost(TIMEOUT).until(() -> customers.find("acme").isPresent());
    }

    @BeforeEach
    void createEndpoint() {
        path = "/endpoint-" + TICKETS.get();
        webhook = create(path);
    }

    @AfterEach
    void deleteEndpoint() {
        api.as(Persona.ANA).delete().uri(uri("")).exchange().expectStatus().isNoContent();
    }

    @AfterAll
    static void stopSink() {
        SINK.close();
    }

    private JsonNode create(String sinkPath) {
        return json(api.as(Persona.ANA).post().uri(WEBHOOKS)
                .body(Map.of("url", SINK.url(sinkPath), "events", List.of("io.amparo.ticket.TicketClosed.v1"))).exchange()
                .expectStatus().isCreated());
    }

    private String uri(String action) {
        return WEBHOOKS + "/" + webhook.path("id").asString() + action;
    }

    private JsonNode read(String action) {
        return json(api.as(Persona.ANA).get().uri(uri(action)).exchange().expectStatus().isOk());
    }

    private JsonNode post(String action, Object body, int status) {
        return json(api.as(Persona.ANA).post().uri(uri(action)).body(body).exchange().expectStatus().isEqualTo(status));
    }

    private void closeTicket() {
        var id = Integer.toString(TICKETS.incrementAndGet());
        kafka.publish(id, 1, new TicketClosed(id, "T-2026-" + id, "acme", "user-FABIO", Instant.now()));
    }

    private List<String> states() {
        return read("/deliveries").path("items").findValuesAsString("state");
    }

    private Map<String, Object> sinceBegin() {
        return Map.of("from", begin.minusSeconds(1), "to", Instant.now().plusSeconds(60));
    }

    @Test
    void endpoint_that_is_gone_is_disabled_at_once_and_its_owner_notified() {
        SINK.answer(path, 410);

        closeTicket();

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(read("").path("disabledReason").asString()).isEqualTo("GONE"));
        assertThat(SINK.received(path)).hasSize(1);
        await().atMost(TIMEOUT)
                .untilAsserted(() -> assertThat(json(api.as(Persona.ANA).get().uri("/api/v1/notifications").exchange())
                        .path("items").valueStream().filter(item -> item.path("href").asString().equals(uri("")))).singleElement()
                        .satisfies(notice -> {
                            assertThat(notice.path("event").asString()).isEqualTo("WEBHOOK_DISABLED");
                            assertThat(notice.path("text").asString()).contains("410").contains("127.0.0.1").doesNotContain(path);
                        }));
        assertThat(post("/replay", sinceBegin(), 409).path("code").asString()).isEqualTo("webhook-disabled");
    }

    @Test
    void failing_endpoint_is_disabled_and_a_replay_sends_what_it_missed_with_the_same_ids() {
        SINK.answer(path, 500);
        closeTicket();
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(read("").path("disabledReason").asString()).isEqualTo("FAILING"));
        assertThat(SINK.received(path)).as("first attempt and two retries").hasSize(3);
        closeTicket();
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(states()).containsExactly("HELD", "FAILED"));
        var missed = read("/deliveries").path("items").findValuesAsString("messageId");
        SINK.answer(path, 200);
        assertThat(post("/activation", Map.of(), 200).path("state").asString()).isEqualTo("ACTIVE");

        post("/replay", sinceBegin(), 202);

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(states()).containsExactly("DELIVERED", "DELIVERED"));
        var sent = SINK.received(path).subList(3, 5);
        assertThat(sent).extracting(WebhookSink.Received::id).containsExactlyInAnyOrderElementsOf(missed);
        var replay = read("").path("replay");
        assertThat(replay.path("state").asString()).isEqualTo("COMPLETED");
        assertThat(replay.path("queued").asInt()).isEqualTo(2);
        assertThat(read("").has("failingSince")).isFalse();
        post("/replay", Map.of("from", begin.minus(Duration.ofDays(40)), "to", Instant.now()), 422);
        post("/replay", Map.of("from", Instant.now(), "to", begin.minusSeconds(9)), 422);
        var endless = post("/replay", Map.of("from", begin, "to", "+1000000000-12-31T23:59:59Z"), 422);
        assertThat(endless.at("/errors/0/field").asString()).isEqualTo("to");
    }

    @Test
    void delivered_message_can_be_sent_once_more() {
        closeTicket();
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(states()).containsExactly("DELIVERED"));
        var id = read("/deliveries").at("/items/0/id").asString();

        post("/deliveries/" + id + "/retry", Map.of(), 202);

        await().atMost(TIMEOUT).until(() -> SINK.received(path).size() == 2);
        assertThat(SINK.received(path)).extracting(WebhookSink.Received::id).containsOnly(SINK.received(path).getFirst().id());
        api.as(Persona.ANA).post().uri(uri("/deliveries/other/retry")).exchange().expectStatus().isNotFound();
    }

    @Test
    void event_that_arrives_twice_is_one_message() {
        var closed = new TicketClosed("499999", "T-2026-499999", "acme", "user-FABIO", Instant.now());
        for (int i = 0; i < 2; i++) kafka.publish("499999/1/0", "499999", 1, closed);
        closeTicket();

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(states()).hasSize(2).containsOnly("DELIVERED"));
        assertThat(SINK.received(path)).hasSize(2);
    }

    @Test
    void slow_endpoint_holds_up_no_other() {
        var answer = new CountDownLatch(1);
        SINK.answer(path, (exchange, _) -> {
            try {
                answer.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(200, -1);
        });
        var other = create(path + "-fast");
        try {
            for (int i = 0; i < 30; i++) closeTicket();

            await().atMost(TIMEOUT).until(() -> SINK.received(path + "-fast").size() == 30);
            assertThat(SINK.received(path).size()).as("attempts at the same time").isLessThanOrEqualTo(4);
        } finally {
            answer.countDown();
            api.as(Persona.ANA).delete().uri(WEBHOOKS + "/" + other.path("id").asString()).exchange();
        }
    }

    /** The rate is that of this machine; the aim is 1,000 a minute. */
    @Test
    void a_thousand_messages_arrive_within_a_minute_and_each_signature_is_valid() {
        NodeReceiver.require();
        var start = Instant.now();
        Stream.generate(() -> "").limit(1_000).forEach(_ -> closeTicket());

        await().atMost(Duration.ofMinutes(2)).until(() -> SINK.received(path).size() >= 1_000);

        var duration = Duration.between(start, SINK.received(path).getLast().at());
        System.out.printf("Webhooks: 1,000 messages in %.1f s, %.0f a minute%n", duration.toMillis() / 1000.0,
                1_000 * 60_000.0 / duration.toMillis());
        assertThat(duration).isLessThan(Duration.ofMinutes(1));
        assertThat(SINK.received(path)).hasSize(1_000).extracting(WebhookSink.Received::id).doesNotHaveDuplicates();
        NodeReceiver.verify(webhook.path("secret").asString(), SINK.received(path));
    }
}
