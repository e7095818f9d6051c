package io.amparo.ticket;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.combine;
import static com.mongodb.client.model.Updates.inc;
import static com.mongodb.client.model.Updates.set;
import static io.amparo.testkit.ApiClients.json;
import static io.amparo.ticket.TicketFixture.TICKETS;
import static io.amparo.ticket.TicketFixture.incident;
import static io.amparo.ticket.TicketFixture.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import io.amparo.clients.EventClient;
import io.amparo.events.entitlement.EntitlementEvent.EntitlementDecided;
import io.amparo.events.entitlement.EntitlementEvent.Reason;
import io.amparo.events.ticket.TicketEvent.EntitlementRequested;
import io.amparo.events.ticket.TicketEvent.TicketReceived;
import io.amparo.events.ticket.TicketEvent.TicketRefused;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.bson.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** Tickets that were opened while entitlement-service was unavailable. */
@TicketServiceTest
class ReceivedTicketIT {
    private static final Date LONG_AGO = Date.from(Instant.parse("2026-01-01T00:00:00Z"));

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    TicketFixture fixture;

    @BeforeEach
    void stop_entitlement_service() {
        UpstreamStubs.ENTITLEMENT.failWith(503);
    }

    @AfterEach
    void reset_stubs() {
        UpstreamStubs.ENTITLEMENT.failWith(0);
    }

    private MongoCollection<Document> tickets() {
        return fixture.collection("tickets");
    }

    private JsonNode receive() {
        return json(api.as(Persona.BRUNO).post().uri(TICKETS).body(incident()).exchange().expectStatus().isAccepted());
    }

    private TicketReceived receivedEvent(JsonNode ticket) {
        return kafka.receive(TicketReceived.class, each -> path(ticket).endsWith(each.number()));
    }

    private void makeDue(String number) {
        tickets().updateOne(eq("state.number", number),
                combine(set("dueAt", LONG_AGO), set("state.pending.nextRequestAt", LONG_AGO), inc("version", 1L)));
    }

    private String status(JsonNode ticket) {
        return json(api.as(Persona.BRUNO).get().uri(path(ticket)).exchange()).get("status").asString();
    }

    private void decide(TicketReceived received, String decision, String reason) {
        decide(received, "9.2", decision, reason);
    }

    private void decide(TicketReceived received, String version, String decision, String reason) {
        kafka.publish(received.ticketId(), 1,
                new EntitlementDecided(received.ticketId(), received.ticketId(), "acme", Persona.BRUNO.id(), "INCIDENT",
                        "opmon-9", version, decision, "EDITION", List.of(new Reason(reason, "5.release")), List.of(),
                        "premium-24x7", Instant.EPOCH));
    }

    @Test
    void a_received_ticket_requests_its_decision_until_it_arrives() {
        var ticket = receive();
        var received = receivedEvent(ticket);
        makeDue(received.number());

        var first = kafka.receive(EntitlementRequested.class, each -> each.number().equals(received.number()));
        assertThat(first.attempt()).isEqualTo(1);
        assertThat(first.receivedAt()).isEqualTo(received.receivedAt());

        makeDue(received.number());
        kafka.receive(EntitlementRequested.class, each -> each.number().equals(received.number()) && each.attempt() == 2);

        decide(received, "GRANTED", "covered-by-edition");
        await().until(() -> status(ticket).equals("OPEN"));
        assertThat(tickets().find(eq("state.number", received.number())).first().get("dueAt")).isNull();
    }

    @Test
    void a_ticket_that_cannot_be_read_does_not_stop_the_others() {
        tickets().insertOne(new Document("_id", "broken").append("version", 1L).append("dueAt", new Date(0))
                .append("state", new Document("number", "broken")).append("inbox", List.of()).append("outbox", List.of()));
        try {
            var received = receivedEvent(receive());
            makeDue(received.number());

            kafka.receive(EntitlementRequested.class, each -> each.number().equals(received.number()));
        } finally {
            tickets().deleteOne(eq("broken"));
        }
    }

    @Test
    void the_late_denial_of_a_corrected_request_refuses_nothing() {
        var ticket = receive();
        var received = receivedEvent(ticket);

        decide(received, "9.77", "DENIED", "version-unknown");
        decide(received, "GRANTED", "covered-by-edition");

        await().until(() -> !status(ticket).equals("RECEIVED"));
        assertThat(status(ticket)).isEqualTo("OPEN");
    }

    @Test
    void an_unknown_version_is_refused_by_event_with_the_code_of_the_api() {
        var ticket = receive();
        var received = receivedEvent(ticket);

        decide(received, "DENIED", "version-unknown");

        var refused = kafka.receive(TicketRefused.class, each -> each.number().equals(received.number()));
        assertThat(refused.reason()).isEqualTo("version-unknown");
        await().until(() -> status(ticket).equals("REFUSED"));
    }

    @Test
    void a_text_that_is_no_version_is_refused_before_any_call() {
        for (var version : List.of("1.2.3." + "4".repeat(39), "nine", "9")) {
            var request = incident();
            request.put("version", version);

            var refused = json(api.as(Persona.BRUNO).post().uri(TICKETS).body(request).exchange().expectStatus().isEqualTo(422));

            assertThat(refused.at("/errors/0/field").asString()).isEqualTo("version");
            assertThat(refused.get("code").asString()).isEqualTo("version-unknown");
        }
    }

    @Test
    void control_characters_are_refused_in_every_text() {
        for (var field : List.of("subject", "description", "product", "version", "environment", "evidence")) {
            var request = incident();
            request.put(field, "a\u0000b");
            assertThat(json(api.as(Persona.BRUNO).post().uri(TICKETS).body(request).exchange().expectStatus().isEqualTo(422))
                    .at("/errors/0/field").asString()).isEqualTo(field);
        }
    }
}
