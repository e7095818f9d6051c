package io.amparo.sla;

import static io.amparo.testkit.ApiClients.json;
import static io.amparo.testkit.ApiClients.location;
import static io.amparo.testkit.ApiClients.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.ticket.TicketEvent.Person;
import io.amparo.events.ticket.TicketEvent.SlaDefinition;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestCustomers;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.test.web.servlet.client.RestTestClient;
import tools.jackson.databind.JsonNode;

/** Publishes the customers and tickets of the integration tests, and reads their clocks and migrations through the API. */
public record TicketFixture(ApiClients api, EventClient kafka) {
    private static final AtomicInteger CUSTOMER_VERSIONS = new AtomicInteger();

    static final Person BRUNO = new Person("acme-bruno", "Bruno Lima", "pt-BR");

    /**
     * Publishes the customers and waits until a ticket has its clocks: then both the engine and the read model know the
     * contracts, which they consume separately.
     */
    public void publishCustomers() {
        kafka.publish("acme", 1, TestCustomers.acmeWithPlan("demo-seconds"));
        kafka.publish("borealis", 1, TestCustomers.borealis());
        await().atMost(Duration.ofSeconds(30)).until(
                () -> status(api.as(Persona.BRUNO).post().uri("/api/v1/sla/quotes").body(quoteRequest()).exchange()) == 200);
        awaitClocks(openTicket("INCIDENT", Instant.now()).ticketId());
    }

    /** Returns the ticket numbers of a list, read page by page. */
    List<String> ticketNumbers(String list) {
        var numbers = new ArrayList<String>();
        var next = "";
        do {
            var page = json(api.as(Persona.FABIO).get().uri("/api/v1/sla" + list + next).exchange());
            page.path("items").valueStream().forEach(item -> numbers.add(item.path("number").asString()));
            next = page.has("next") ? "&cursor=" + page.path("next").asString() : "";
        } while (!next.isEmpty());
        return numbers;
    }

    void awaitClocks(String id) {
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(json(api.as(Persona.GISELE).get().uri("/api/v1/sla/clocks/" + id).exchange())
                        .path("emittedEdges").path(0).path("edge").asString()).isEqualTo("TICKET/1/assigned"));
    }

    static Map<String, String> quoteRequest() {
        return Map.of("customer", "acme", "kind", "INCIDENT", "priority", "P1");
    }

    TicketOpened openTicket(String kind, Instant at) {
        var opened = ticketOpened(kind, at);
        kafka.publish(opened.ticketId(), 1, opened);
        return opened;
    }

    public static TicketOpened ticketOpened(String kind, Instant at) {
        return ticketOpened(kind, at, null);
    }

    public static TicketOpened ticketOpened(String kind, Instant at, @Nullable SlaDefinition definition) {
        var id = UUID.randomUUID().toString();
        return new TicketOpened(id, "T-2026-" + id.substring(0, 6), "acme", "Acme", BRUNO, kind, "P1", "opmon-9", "9.2",
                "Nothing works", at.truncatedTo(ChronoUnit.MILLIS), "EDITION", definition);
    }

    /** Publishes a plan, or a plan version, with one RESOLUTION objective. */
    public static void publish(RestTestClient manager, String path, String plan, String budget, String calendar) {
        var objective = Map.of("kind", "INCIDENT", "priority", "P1", "metric", "RESOLUTION", "budget", budget, "calendar",
                Map.of("id", calendar, "version", 1));
        manager.post().uri("/api/v1/sla" + path).body(Map.of("id", plan, "name", plan, "objectives", List.of(objective)))
                .exchange().expectStatus().isCreated();
    }

    /** Requests the preview of a migration and waits until it is complete. */
    public static JsonNode preview(RestTestClient manager, Map<String, ?> request) {
        var begun = manager.post().uri("/api/v1/sla/migrations").body(request).exchange();
        return awaitState(manager, location(begun), "PREVIEWED");
    }

    public static JsonNode awaitState(RestTestClient manager, String job, String state) {
        return await().atMost(Duration.ofSeconds(20)).until(() -> json(manager.get().uri(job).exchange()),
                body -> body.path("state").asString().equals(state));
    }

    /** Returns the due time of the first objective. */
    static Instant dueAt(RestTestClient manager, String id) {
        return OffsetDateTime.parse(json(manager.get().uri("/api/v1/sla/clocks/" + id).exchange()).path("objectives").path(0)
                .path("dueAt").asString()).toInstant();
    }

    /** Returns a higher version of a customer than any test class has published before. */
    static int nextCustomerVersion() {
        return CUSTOMER_VERSIONS.incrementAndGet();
    }
}
