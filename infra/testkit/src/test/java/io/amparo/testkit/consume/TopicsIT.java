package io.amparo.testkit.consume;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import io.amparo.events.ticket.TicketEvent.TicketClosed;
import io.amparo.testkit.ServiceTest;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.core.env.Environment;

/** The topics of a service: their partitions, and the headers that must not choose them. */
@ServiceTest(name = "consuming")
class TopicsIT {
    private static final List<String> ROUTING_HEADERS = List.of("kafka_dlt-original-topic", "kafka_topic", "kafka_receivedTopic",
            "spring.cloud.stream.sendto.destination", "spring.cloud.function.definition",
            "spring.cloud.function.routing-expression", "scst_targetDestination", "replyChannel", "errorChannel",
            "kafka_replyTopic");

    @Autowired
    EventClient kafka;
    @Autowired
    EventCodec codec;
    @Autowired
    Environment environment;
    private Admin admin;

    @BeforeAll
    void connect() {
        admin = Admin.create(connection());
    }

    @AfterAll
    void disconnect() {
        admin.close();
    }

    private Map<String, Object> connection() {
        return Map.of("bootstrap.servers", environment.getRequiredProperty("KAFKA_BROKERS"));
    }

    @Test
    void headers_of_a_record_do_not_choose_where_its_dead_letter_goes() throws Exception {
        int before = kafka.deadLetters(Topic.TICKETS, "consuming-service").size();
        var event = codec.write("hostile/1", "hostile", 1, Instant.EPOCH, null, null, null,
                new TicketClosed("hostile", "hostile1", "acme", "somebody", Instant.EPOCH));
        var elsewhere = kafka.topicName(Topic.EOL);
        ROUTING_HEADERS.forEach(header -> event.headers().add(header, elsewhere.getBytes(UTF_8)));
        try (var producer = new KafkaProducer<>(connection(), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(event.topic(), null, event.key().getBytes(UTF_8), "torn".getBytes(UTF_8),
                    event.headers())).get();
        }

        await().until(() -> kafka.deadLetters(Topic.TICKETS, "consuming-service").size() == before + 1);
        assertThat(admin.listTopics().names().get()).noneMatch(topic -> topic.startsWith(elsewhere + "."));
        assertThat(kafka.received()).extracting(received -> received.subject()).doesNotContain("hostile");
    }

    @Test
    void topics_of_whole_states_are_compacted_and_the_others_are_not() throws Exception {
        var policies = new HashMap<Topic, String>();
        for (var topic : Topic.values()) {
            var resource = new ConfigResource(ConfigResource.Type.TOPIC, kafka.topicName(topic));
            policies.put(topic, admin.describeConfigs(List.of(resource)).all().get().get(resource)
                    .get(TopicConfig.CLEANUP_POLICY_CONFIG).value());
        }

        assertThat(policies)
                .containsAllEntriesOf(Map.of(Topic.CUSTOMERS, "compact", Topic.POLICIES, "compact", Topic.PRODUCTS, "compact"));
        assertThat(policies).allSatisfy(
                (topic, policy) -> assertThat(policy).as(topic.name()).isEqualTo(topic.compacted() ? "compact" : "delete"));
    }

    @Test
    void a_service_that_is_configured_for_other_partitions_refuses_to_start() throws Exception {
        var arguments = Stream.of("MONGODB_URI", "KAFKA_BROKERS", "TOPIC_PREFIX", "OIDC_ISSUER", "amparo.database")
                .map(name -> "--" + name + "=" + Objects.requireNonNull(environment.getProperty(name)));
        var application = new SpringApplicationBuilder(ConsumingService.class);

        assertThatThrownBy(
                () -> application.run(Stream.concat(arguments, Stream.of("--KAFKA_PARTITIONS=4")).toArray(String[]::new)).close())
                .hasMessageContaining("KAFKA_PARTITIONS")
                .hasMessageContaining(kafka.topicName(Topic.TICKETS) + " has 2 partitions instead of 4");

        var tickets = kafka.topicName(Topic.TICKETS);
        assertThat(admin.describeTopics(List.of(tickets)).allTopicNames().get().get(tickets).partitions()).hasSize(2);
    }
}
