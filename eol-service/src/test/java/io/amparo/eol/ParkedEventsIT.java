package io.amparo.eol;

import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Updates.push;
import static com.mongodb.client.model.Updates.set;
import static io.amparo.testkit.ApiClients.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoCollection;
import io.amparo.clients.EventClient;
import io.amparo.events.Topic;
import io.amparo.platform.ServiceProperties;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import java.util.Map;
import org.bson.Document;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A parked event turns the health down, not the readiness, and is sent once more by an administrator. */
@ServiceTest(name = "Outbox", value = {"amparo.demo=true", "amparo.outbox-sweep=200ms"})
class ParkedEventsIT {
    private static final String EVENT_ID = "opmon-8/9/0";

    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    MongoClient mongo;
    @Autowired
    ServiceProperties service;

    private MongoCollection<Document> products() {
        return mongo.getDatabase(service.database()).getCollection("products");
    }

    private boolean isPublished() {
        return kafka.received().stream().anyMatch(event -> event.id().equals(EVENT_ID));
    }

    @Test
    void parked_event_is_listed_turns_health_down_and_is_published_after_a_retry() {
        await().until(() -> kafka.received().stream().anyMatch(event -> event.subject().equals("opmon-8")));
        await().untilAsserted(() -> api.anonymous().get().uri("/actuator/health").exchange().expectStatus().isOk());
        var template = kafka.received().stream().filter(event -> event.subject().equals("opmon-8")).findFirst().orElseThrow();
        var headers = new Document("ce_specversion", "1.0").append("ce_id", EVENT_ID).append("ce_source", template.source())
                .append("ce_type", template.type()).append("ce_subject", "opmon-8").append("ce_sequence", "0000000000009000000")
                .append("ce_time", template.time().toString()).append("content-type", "application/json");
        products().updateOne(eq("opmon-8"),
                push("outbox",
                        new Document("id", EVENT_ID).append("position", 9_000_000L).append("topic", "no topic!")
                                .append("key", "opmon-8").append("at", template.time().toEpochMilli() - 70_000).append("bytes", 2)
                                .append("headers", headers).append("value", "{\"productId\": \"opmon-8\"}")));

        await().until(() -> json(api.as(Persona.IARA).get().uri("/actuator/outbox").exchange()).at("/parked/0/event").asString()
                .equals(EVENT_ID));
        api.anonymous().get().uri("/actuator/health").exchange().expectStatus().isEqualTo(503);
        api.anonymous().get().uri("/actuator/health/publishing").exchange().expectStatus().isEqualTo(503);
        api.anonymous().get().uri("/actuator/health/readiness").exchange().expectStatus().isOk();
        api.anonymous().get().uri("/actuator/health/liveness").exchange().expectStatus().isOk();
        assertThat(json(api.as(Persona.IARA).get().uri("/actuator/health").exchange()).at("/components/outbox/status").asString())
                .isEqualTo("DOWN");
        api.as(Persona.FABIO).post().uri("/actuator/outbox").body(Map.of()).exchange().expectStatus().isForbidden();

        products().updateOne(eq("opmon-8"), set("outbox.0.topic", kafka.topicName(Topic.PRODUCTS)));
        var retried = json(api.as(Persona.IARA).post().uri("/actuator/outbox").body(Map.of("id", EVENT_ID)).exchange());

        assertThat(retried.at("/retried").asInt()).isOne();
        await().until(this::isPublished);
        await().untilAsserted(() -> api.anonymous().get().uri("/actuator/health").exchange().expectStatus().isOk());
    }
}
