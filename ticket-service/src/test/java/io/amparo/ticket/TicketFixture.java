package io.amparo.ticket;

import static com.mongodb.client.model.Filters.eq;
import static io.amparo.testkit.ApiClients.json;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import io.amparo.clients.EventClient;
import io.amparo.events.policy.PolicyEvent.PolicyPublished;
import io.amparo.platform.security.ContactLookup;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.TestCustomers;
import io.amparo.ticket.policy.Policies;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.bson.Document;
import tools.jackson.databind.JsonNode;

/** Opens tickets through the API, publishes the customers that they need, and looks into the store. */
final class TicketFixture {
    static final String TICKETS = "/api/v1/tickets";

    private final ApiClients api;
    private final EventClient kafka;
    private final ContactLookup contactLookup;
    private final Policies policies;
    private final MongoDatabase database;

    TicketFixture(ApiClients api, EventClient kafka, ContactLookup contactLookup, Policies policies, MongoDatabase database) {
        this.api = api;
        this.kafka = kafka;
        this.contactLookup = contactLookup;
        this.policies = policies;
        this.database = database;
    }

    /** Publishes a support policy and waits until the service has it. */
    void publishPolicy(PolicyPublished policy) {
        kafka.publish(policy.key(), 1, policy);
        await().until(() -> policies.find("effective").filter(found -> found.id().equals(policy.policyId())).isPresent());
    }

    /** Publishes the customers of the personas and waits until the service knows their contacts. */
    void publishCustomers() {
        kafka.publish("acme", 1, TestCustomers.acme());
        kafka.publish("borealis", 1, TestCustomers.borealis());
        await().until(() -> contactLookup.findByEmail(Persona.BRUNO.email()).isPresent()
                && contactLookup.findByEmail(Persona.CARLA.email()).isPresent());
    }

    MongoCollection<Document> collection(String name) {
        return database.getCollection(name);
    }

    /** Returns the id of the document that has the number of this path. */
    String ticketId(String path) {
        var number = path.substring(path.lastIndexOf('/') + 1);
        return Objects.requireNonNull(collection("tickets").find(eq("state.number", number)).first()).getString("_id");
    }

    static Map<String, Object> incident() {
        return new HashMap<>(Map.of("kind", "INCIDENT", "subject", "Collector stopped", "description", "No data since 10:00",
                "product", "opmon-9", "version", "9.2", "effect", "INTERRUPTION", "impact", "HIGH", "urgency", "HIGH"));
    }

    JsonNode openTicket(Persona person) {
        return json(api.as(person).post().uri(TICKETS).body(incident()).exchange().expectStatus().isCreated());
    }

    /** Posts a message and returns it. */
    JsonNode post(Persona person, String path, String body, String visibility) {
        return json(api.as(person).post().uri(path + "/messages").body(Map.of("body", body, "visibility", visibility)).exchange()
                .expectStatus().isCreated());
    }

    static String path(JsonNode ticket) {
        return TICKETS + "/" + ticket.get("number").asString();
    }
}
