package io.amparo.local.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class EmbeddedBrokerIT {
    private static final TopicPartition TICKETS = new TopicPartition("tickets", 0);

    @TempDir
    Path dir;

    @Test
    void acknowledged_records_survive_a_killed_broker() throws Exception {
        int port = FreePort.next();
        var folder = dir.resolve("broker");

        try (var process = ChildJvm.start(BrokerProcess.class, folder, port).awaitListening(port)) {
            createTopic("localhost:" + port);
            produce("localhost:" + port, List.of("one", "two", "three"));
            process.kill();
        }

        try (var broker = EmbeddedBroker.start(folder, port)) {
            produce(broker.brokers(), List.of("four"));

            assertThat(consume(broker.brokers(), 4)).containsExactly("one", "two", "three", "four");
        }
    }

    @Test
    void the_process_exits_cleanly_on_sigterm() throws Exception {
        int port = FreePort.next();
        try (var process = ChildJvm.start(BrokerProcess.class, dir.resolve("broker"), port).awaitListening(port)) {
            createTopic("localhost:" + port);

            assertThat(process.terminate()).isEqualTo(143);
        }
    }

    private static void createTopic(String brokers) throws Exception {
        try (var admin = Admin.create(Map.<String, Object>of("bootstrap.servers", brokers))) {
            admin.createTopics(List.of(new NewTopic("tickets", Optional.of(1), Optional.empty()))).all().get();
        }
    }

    private static void produce(String brokers, List<String> values) throws Exception {
        try (var producer = new KafkaProducer<>(Map.of("bootstrap.servers", brokers, "acks", "all", "enable.idempotence", "true"),
                new StringSerializer(), new StringSerializer())) {
            for (var value : values) {
                producer.send(new ProducerRecord<>("tickets", "acme", value)).get();
            }
        }
    }

    private static List<String> consume(String brokers, int count) {
        var seen = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", brokers), new StringDeserializer(),
                new StringDeserializer())) {
            consumer.assign(List.of(TICKETS));
            consumer.seekToBeginning(List.of(TICKETS));
            var deadline = Instant.now().plusSeconds(60);
            while (seen.size() < count && Instant.now().isBefore(deadline)) {
                consumer.poll(Duration.ofMillis(200)).forEach(polled -> seen.add(polled.value()));
            }
        }
        return seen;
    }
}
