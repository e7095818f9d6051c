package io.amparo.notification.webhook;

import static io.amparo.testkit.ApiClients.etag;
import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.eol.EolEvent.EolAnnounced;
import io.amparo.events.ticket.TicketEvent.AttachmentAdded;
import io.amparo.events.ticket.TicketEvent.InternalNoteAdded;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.notification.audience.Customers;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ReusedKeys;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.TestCustomers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/** Endpoints of webhooks over the API, and which events they get. */
@ServiceTest({"SMTP_URL=smtp://localhost:1", "amparo.webhooks.insecure-http=true",
        "amparo.webhooks.permitted-networks=127.0.0.0/8", "amparo.webhooks.sweep=100ms", "amparo.webhooks.refresh=500ms",
        "amparo.webhooks.timeout=2s", "amparo.webhooks.retries=1100ms,1100ms,1100ms"})
@Import(LocalReceivers.class)
class WebhookIT {
    private static final String WEBHOOKS = "/api/v1/webhooks";
    private static final Duration TIMEOUT = Duration.ofSeconds(40);
    private static final WebhookSink SINK = new WebhookSink();
    private static final Instant AT = Instant.parse("2026-11-23T15:00:00Z");

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Customers customers;

    @DynamicPropertySource
    static void ports(DynamicPropertyRegistry properties) {
        properties.add("amparo.webhooks.ports", () -> "443," + SINK.port());
    }

    @BeforeAll
    void publishCustomers() {
        kafka.publish("acme", 1, TestCustomers.acme());
        kafka.publish("borealis", 1, TestCustomers.borealis());
        await().atMost(TIMEOUT).until(() -> customers.find("acme").isPresent() && customers.find("borealis").isPresent());
    }

    @AfterAll
    static void stopSink() {
        SINK.close();
    }

    private JsonNode create(Persona person, String path, String... types) {
        return json(api.as(person).post().uri(WEBHOOKS).body(Map.of("url", SINK.url(path), "events", types)).exchange()
                .expectStatus().isCreated());
    }

    private String path(JsonNode webhook) {
        return WEBHOOKS + "/" + webhook.path("id").asString();
    }

    private JsonNode read(Persona person, JsonNode webhook) {
        return json(api.as(person).get().uri(path(webhook)).exchange().expectStatus().isOk());
    }

    private List<JsonNode> log(Persona person, JsonNode webhook, String query) {
        return json(api.as(person).get().uri(path(webhook) + "/deliveries" + query).exchange().expectStatus().isOk())
                .path("items").valueStream().toList();
    }

    private void close(String ticket, String customer) {
        kafka.publish(ticket, 1, new TicketClosed(ticket, "T-2026-" + ticket, customer, "user-FABIO", AT));
    }

    private static Set<String> types(String path) {
        return SINK.received(path).stream().map(message -> message.text().replaceAll(".*?\"type\":\"([^\"]+)\".*", "$1"))
                .collect(Collectors.toSet());
    }

    @Test
    @Tag("R1.4")
    void endpoint_gets_what_its_customer_may_read_and_the_vendor_gets_all() {
        create(Persona.ANA, "/acme", "io.amparo.ticket.*", "io.amparo.eol.*");
        create(Persona.IARA, "/vendor", "io.amparo.ticket.*");
        create(Persona.CARLA, "/borealis", "io.amparo.ticket.*");
        var agent = new Person("user-FABIO", "Fabio Melo", "pt-BR");

        kafka.publish("100001", 1, new InternalNoteAdded("100001", "T-1", "acme", "m-1", agent, AT));
        kafka.publish("100001", 2, new AttachmentAdded("100001", "T-1", "acme", "a-1", "text/plain", 1, true, "user-FABIO", AT));
        kafka.publish("eol-9", 1, new EolAnnounced("eol-9", "opmon-8", "OpMon 8", LocalDate.of(2030, 12, 31), "Successor",
                "opmon-9", null, "for the vendor", "user-HEITOR", "user-IARA", AT));
        close("100001", "acme");

        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(types("/acme"))
                .containsExactlyInAnyOrder("io.amparo.ticket.TicketClosed.v1", "io.amparo.eol.EolAnnounced.v1"));
        assertThat(SINK.received("/acme")).noneMatch(message -> message.text().contains("for the vendor"));
        await().atMost(TIMEOUT).untilAsserted(() -> assertThat(types("/vendor")).contains("io.amparo.ticket.TicketClosed.v1",
                "io.amparo.ticket.InternalNoteAdded.v1", "io.amparo.ticket.AttachmentAdded.v1"));
        assertThat(SINK.received("/borealis")).isEmpty();
    }

    @Test
    @Tag("R5.4")
    void endpoint_of_another_customer_does_not_exist() {
        var webhook = create(Persona.ANA, "/private", "io.amparo.sla.*");
        var path = path(webhook);
        for (var person : List.of(Persona.CARLA, Persona.IARA)) {
            api.as(person).get().uri(path).exchange().expectStatus().isNotFound();
            api.as(person).delete().uri(path).exchange().expectStatus().isNotFound();
            for (var action : List.of("/rotation", "/test", "/activation"))
                api.as(person).post().uri(path + action).exchange().expectStatus().isNotFound();
            api.as(person).get().uri(path + "/deliveries").exchange().expectStatus().isNotFound();
        }
        api.as(Persona.BRUNO).get().uri(path).exchange().expectStatus().isForbidden();
        assertThat(json(api.as(Persona.CARLA).get().uri(WEBHOOKS).exchange()).path("items").valueStream())
                .noneMatch(item -> item.path("id").equals(webhook.path("id")));
    }

    @Test
    void secret_is_shown_once_and_by_no_repetition() {
        var request = Map.of("url", "https://hooks.example.org/a", "events", List.of("io.amparo.ticket.TicketClosed.v1"));
        var key = "webhook-once";
        var created = json(api.as(Persona.ANA).post().uri(WEBHOOKS).header("Idempotency-Key", key).body(request).exchange()
                .expectStatus().isCreated());
        assertThat(created.path("secret").asString()).startsWith("whsec_");

        var repeated = json(api.as(Persona.ANA).post().uri(WEBHOOKS).header("Idempotency-Key", key).body(request).exchange()
                .expectStatus().isCreated());

        assertThat(repeated.path("id")).isEqualTo(created.path("id"));
        assertThat(repeated.has("secret")).isFalse();
        assertThat(repeated.path("createdBy").asString()).isEqualTo("acme-ana");
        assertThat(read(Persona.ANA, created).has("secret")).isFalse();
        api.as(Persona.ANA).delete().uri(path(created)).exchange().expectStatus().isNoContent();
        api.as(Persona.ANA).get().uri(path(created)).exchange().expectStatus().isNotFound();
        ReusedKeys.check(api.as(Persona.CARLA), WEBHOOKS, Map.of("url", "https://hooks.example.org/a", "events", List.of()),
                request, Map.of("url", "https://hooks.example.org/b", "events", request.get("events")));
    }

    @Test
    void refused_request_names_the_fields() {
        var problem = json(api.as(Persona.CARLA).post().uri(WEBHOOKS)
                .body(Map.of("url", "http://10.1.2.3/", "events", List.of("io.amparo.ticket.InternalNoteAdded.v1"))).exchange()
                .expectStatus().isEqualTo(422));

        assertThat(problem.path("errors").findValuesAsString("field")).containsExactly("url", "events");
        assertThat(problem.at("/errors/0/code").asString()).isEqualTo("webhook-host");
        assertThat(problem.at("/errors/1/allowed").valueStream().map(JsonNode::asString)).contains("io.amparo.ticket.*")
                .doesNotContain("io.amparo.ticket.InternalNoteAdded.v1");
        for (var foreign : List.of("acme", "nobody"))
            api.as(Persona.CARLA).post().uri(WEBHOOKS).body(
                    Map.of("customer", foreign, "url", "https://hooks.example.org/", "events", List.of("io.amparo.ticket.*")))
                    .exchange().expectStatus().isForbidden();
    }

    @Test
    void change_needs_the_version_that_was_read() {
        var webhook = create(Persona.CARLA, "/changed", "io.amparo.sla.SlaMet.v1");
        var version = etag(api.as(Persona.CARLA).get().uri(path(webhook)).exchange());
        var change = Map.of("url", SINK.url("/changed-2"), "events", List.of("io.amparo.sla.*"), "description", "Bus");

        var changed = json(api.as(Persona.CARLA).put().uri(path(webhook)).header("If-Match", version).body(change).exchange()
                .expectStatus().isOk());

        assertThat(changed.path("url").asString()).endsWith("/changed-2");
        assertThat(changed.path("description").asString()).isEqualTo("Bus");
        api.as(Persona.CARLA).put().uri(path(webhook)).header("If-Match", version).body(change).exchange().expectStatus()
                .isEqualTo(412);
    }

    @Test
    void test_message_is_sent_now_and_answers_its_result() {
        NodeReceiver.require();
        var webhook = create(Persona.ANA, "/test", "io.amparo.sla.*");

        var result = json(api.as(Persona.ANA).post().uri(path(webhook) + "/test").exchange().expectStatus().isOk());
        assertThat(result.path("delivered").asBoolean()).isTrue();
        assertThat(result.at("/attempt/status").asInt()).isEqualTo(204);
        assertThat(SINK.received("/test")).singleElement()
                .satisfies(message -> assertThat(message.id()).isEqualTo(result.path("messageId").asString()));
        NodeReceiver.verify(webhook.path("secret").asString(), SINK.received("/test"));
        SINK.answer("/test", (exchange, _) -> {
            exchange.getResponseHeaders().add("Location", "http://169.254.169.254/");
            exchange.sendResponseHeaders(302, -1);
        });

        var refused = json(api.as(Persona.ANA).post().uri(path(webhook) + "/test").exchange().expectStatus().isOk());

        assertThat(refused.path("delivered").asBoolean()).isFalse();
        assertThat(refused.at("/attempt/failure").asString()).isEqualTo("REDIRECT");
        assertThat(log(Persona.ANA, webhook, "")).as("a test is in no log").isEmpty();
    }

    @Test
    void attempts_are_signed_anew_and_both_secrets_sign_after_a_rotation() {
        NodeReceiver.require();
        var webhook = create(Persona.ANA, "/retried", "io.amparo.ticket.TicketClosed.v1");
        var rotated = json(api.as(Persona.ANA).post().uri(path(webhook) + "/rotation").exchange().expectStatus().isOk());
        assertThat(rotated.has("previousSecretUntil")).isTrue();
        SINK.answer("/retried", (exchange, attempt) -> exchange.sendResponseHeaders(attempt < 3 ? 503 : 200, -1));

        close("200001", "acme");

        await().atMost(TIMEOUT).until(() -> SINK.received("/retried").size() == 3);
        var attempts = SINK.received("/retried");
        assertThat(attempts).extracting(WebhookSink.Received::id).containsOnly(attempts.getFirst().id());
        assertThat(attempts).extracting(WebhookSink.Received::text).containsOnly(attempts.getFirst().text());
        assertThat(attempts).extracting(WebhookSink.Received::timestamp).isSorted().doesNotHaveDuplicates();
        assertThat(attempts).allMatch(attempt -> Math.abs(attempt.at().getEpochSecond() - attempt.timestamp()) <= 5
                && attempt.signature().split(" ").length == 2);
        NodeReceiver.verify(webhook.path("secret").asString(), attempts);
        NodeReceiver.verify(rotated.path("secret").asString(), attempts);
        await().atMost(TIMEOUT).untilAsserted(() -> {
            var message = log(Persona.ANA, webhook, "?state=DELIVERED").getFirst();
            assertThat(message.path("attempts").findValuesAsString("status")).containsExactly("503", "503", "200");
            assertThat(message.path("attempts").findValuesAsString("failure")).containsExactly("STATUS", "STATUS");
        });
    }
}
