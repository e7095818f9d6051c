package io.amparo.local.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.amparo.local.backend.EmbeddedBroker;
import io.amparo.local.suite.SuiteFailure;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class ReplayDeadLettersIT {
    @TempDir
    Path dir;

    @Test
    void a_dead_letter_goes_back_once_as_the_event_that_it_was() throws Exception {
        try (var broker = EmbeddedBroker.start(dir, 0)) {
            createTopics(broker.brokers(), "amparo.tickets", "amparo.tickets.sla-service.dlt");
            setAside(broker.brokers(), "amparo.tickets.sla-service.dlt");
            var replay = new ReplayDeadLetters(broker.brokers());

            assertThat(replay.handle("amparo.tickets", "sla-service")).isEqualTo(1);
            assertThat(replay.handle("amparo.tickets", "sla-service")).isZero();

            assertThat(read(broker.brokers(), "amparo.tickets")).singleElement().satisfies(event -> {
                assertThat(event.key()).isEqualTo("acme");
                assertThat(event.value()).isEqualTo("{}");
                assertThat(Arrays.stream(event.headers().toArray()).map(Header::key)).containsExactly("ce_id");
            });
        }
    }

    @Test
    void a_group_that_set_nothing_aside_is_named() throws Exception {
        try (var broker = EmbeddedBroker.start(dir, 0)) {
            assertThatThrownBy(() -> new ReplayDeadLetters(broker.brokers()).handle("amparo.tickets", "nobody"))
                    .isInstanceOf(SuiteFailure.class)
                    .hasMessageContaining("amparo.tickets.nobody.dlt");
        }
    }

    private static void createTopics(String brokers, String... names) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", brokers))) {
            admin.createTopics(Arrays.stream(names).map(name -> new NewTopic(name, Optional.of(1), Optional.empty())).toList())
                    .all().get();
        }
    }

    private static void setAside(String brokers, String topic) throws Exception {
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", brokers), new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(topic, 0, "acme", "{}",
                    List.of(header("ce_id", "T-1/1/0"), header("x-exception-message", "no"),
                            header("kafka_dlt-original-topic", "amparo.tickets"))))
                    .get();
        }
    }

    private static List<ConsumerRecord<String, String>> read(String brokers, String topic) {
        var read = new ArrayList<ConsumerRecord<String, String>>();
        try (var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", brokers), new StringDeserializer(),
                new StringDeserializer())) {
            var partition = new TopicPartition(topic, 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            var deadline = Instant.now().plusSeconds(30);
            while (consumer.position(partition) < end && Instant.now().isBefore(deadline)) {
                consumer.poll(Duration.ofMillis(200)).forEach(read::add);
            }
        }
        return read;
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
