package io.amparo.platform.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.local.backend.EmbeddedBroker;
import io.amparo.platform.backend.LazyAdmin;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;

/** What a broker reports about a topic and a consumer group, and the cost of a check. */
class KafkaPositionsIT {
    private static final String TOPIC = "customers";
    private static final String GROUP = "service";

    @TempDir
    Path dir;

    @BeforeAll
    static void logWarningsOnly() {
        LoggingSystem.get(KafkaPositionsIT.class.getClassLoader()).setLogLevel("ROOT", LogLevel.WARN);
    }

    @Test
    @SuppressWarnings("try") // closing the broker is a part of the test
    void positions_are_those_of_the_broker_and_a_check_at_rest_costs_few_requests() throws Exception {
        try (var broker = EmbeddedBroker.start(dir, 0); var admin = Admin.create(settings(broker))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1))).all().get();
            var positions = new KafkaPositions(new LazyAdmin(() -> admin), TOPIC, 2, GROUP, () -> false);
            assertThat(positions.ends()).isEqualTo(Map.of(0, 0L, 1, 0L));
            assertThat(positions.committed()).as("the group does not exist").isEmpty();

            try (var producer = new KafkaProducer<>(settings(broker), new StringSerializer(), new StringSerializer())) {
                for (int n = 0; n < 3; n++) producer.send(new ProducerRecord<>(TOPIC, 1, "acme", "state")).get();
            }
            admin.alterConsumerGroupOffsets(GROUP, Map.of(new TopicPartition(TOPIC, 1), new OffsetAndMetadata(2))).all().get();
            assertThat(positions.ends()).isEqualTo(Map.of(0, 0L, 1, 3L));
            assertThat(positions.committed()).isEqualTo(Map.of(1, 2L));

            double before = requests(admin);
            positions.ends();
            positions.committed();
            assertThat(requests(admin) - before).as("requests of a check").isBetween(2.0, 6.0);

            broker.close();
            // Either the request or the wait for it ends first: both have the same time limit.
            assertThatThrownBy(positions::ends).isInstanceOfAny(TimeoutException.class, ExecutionException.class);
        }
    }

    private static Map<String, Object> settings(EmbeddedBroker broker) {
        return Map.of("bootstrap.servers", broker.brokers());
    }

    private static double requests(Admin admin) {
        return admin.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("request-total")
                        && metric.getKey().group().equals("admin-client-metrics"))
                .mapToDouble(metric -> (double) metric.getValue().metricValue()).sum();
    }
}
