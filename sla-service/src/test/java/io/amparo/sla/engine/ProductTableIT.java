package io.amparo.sla.engine;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.amparo.clients.EventClient;
import io.amparo.events.EventCodec;
import io.amparo.events.product.ProductEvent.ProductChanged;
import io.amparo.testkit.Backends;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProductTableIT {
    @TempDir
    Path state;
    private final String brokers = Backends.get().kafkaBrokers();
    private final String prefix = Backends.uniqueName("products") + ".";

    @Test
    void table_restored_from_its_topic_has_the_newest_product() throws ExecutionException, InterruptedException {
        try (var admin = Admin.create(Map.of("bootstrap.servers", brokers)); var kafka = new EventClient(brokers, prefix)) {
            admin.createTopics(List.of(new NewTopic(prefix + "amparo.products", 1, (short) 1))).all().get();
            kafka.publish("opmon-9", 5, product("newest"));
            kafka.publish("opmon-9", 4, product("late"));
            try (var engine = new KafkaStreams(topology(), settings())) {
                engine.start();
                await().atMost(Duration.ofSeconds(30)).until(() -> engine.state() == KafkaStreams.State.RUNNING);

                var rows = engine.store(StoreQueryParameters.fromNameAndType(SlaTopology.PRODUCTS,
                        QueryableStoreTypes.<byte[], byte[]>keyValueStore()));
                var row = rows.get("opmon-9".getBytes(UTF_8));
                assertThat(ProductTable.sequence(row)).isEqualTo(5);
                assertThat(new String(ProductTable.body(row), UTF_8)).contains("newest");
            }
        }
    }

    private Topology topology() {
        var builder = new StreamsBuilder();
        SlaTopology.addProductTable(builder, new EventCodec("sla-service", prefix));
        return builder.build();
    }

    private Properties settings() {
        var settings = new Properties();
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, brokers);
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, prefix + "engine");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, state.toString());
        return settings;
    }

    private static ProductChanged product(String name) {
        return new ProductChanged("opmon-9", name, "9", List.of(), null, null, Instant.EPOCH);
    }
}
