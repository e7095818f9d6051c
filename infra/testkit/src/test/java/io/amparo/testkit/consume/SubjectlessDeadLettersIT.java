package io.amparo.testkit.consume;

import static io.amparo.testkit.ApiClients.json;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.EventClient;
import io.amparo.events.Topic;
import io.amparo.testkit.ApiClients;
import io.amparo.testkit.Persona;
import io.amparo.testkit.ServiceTest;
import io.amparo.testkit.consume.ConsumingService.Failures;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import tools.jackson.databind.JsonNode;

/** Dead letters without a subject have no order: one that fails does not hold up the others. */
@ServiceTest(name = "consuming")
class SubjectlessDeadLettersIT {
    @Autowired
    ApiClients api;
    @Autowired
    EventClient kafka;
    @Autowired
    Failures failures;
    @Value("${KAFKA_BROKERS}")
    String brokers;

    private void publishDeadLetters(String... bodies) throws Exception {
        var topic = kafka.topicName(Topic.KNOWLEDGE) + "." + kafka.group("second") + ".dlt";
        Map<String, Object> settings = Map.of("bootstrap.servers", brokers);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (var body : bodies) producer.send(new ProducerRecord<>(topic, body.getBytes(UTF_8))).get();
        }
    }

    private JsonNode replay(Map<String, String> parameters) {
        return json(api.as(Persona.IARA).post().uri("/actuator/deadletters/" + kafka.topicName(Topic.KNOWLEDGE)).body(parameters)
                .exchange());
    }

    @Test
    void dead_letter_that_fails_holds_up_no_other_and_can_be_dropped() throws Exception {
        for (var body : List.of("broken1", "broken3")) failures.add(body, () -> new IllegalStateException("cannot be processed"));
        publishDeadLetters("sound0", "broken1", "sound2", "broken3");
        var group = kafka.group("second");

        assertReplayed(replay(Map.of("group", group)), 2, 2);
        assertReplayed(replay(Map.of("group", group)), 0, 2);
        api.as(Persona.IARA).delete()
                .uri("/actuator/deadletters/{topic}/3?group={group}&reason=test", kafka.topicName(Topic.KNOWLEDGE), group)
                .exchange().expectStatus().isOk();
        assertReplayed(replay(Map.of("group", group)), 0, 1);
        failures.remove("broken1");
        assertReplayed(replay(Map.of("group", group)), 1, 0);
    }

    private static void assertReplayed(JsonNode response, int replayed, int remaining) {
        assertThat(response.path("replayed").asInt()).as("replayed: %s", response).isEqualTo(replayed);
        assertThat(response.path("remaining").asInt()).as("remaining: %s", response).isEqualTo(remaining);
    }
}
