package io.amparo.testkit.store;

import com.mongodb.ConnectionString;
import com.mongodb.MongoClientSettings;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoDatabase;
import com.mongodb.event.CommandListener;
import io.amparo.clients.EventClient;
import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.OutboxRelay;
import io.amparo.platform.store.TraceContext;
import io.amparo.testkit.Backends;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.propagation.Propagator;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.bson.Document;

/** A database, topics and relays of one test class. The relay of its outbox sweeps every 300 ms. */
final class StoreFixture implements AutoCloseable {
    private final String name = Backends.uniqueName("store");
    private final Backends backends = Backends.get();
    private final List<OutboxRelay> relays = new ArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MongoClient client;
    private final EventClient kafka;
    private final Outbox outbox;
    private final OutboxRelay relay;

    StoreFixture() {
        this(Map.of(), null);
    }

    /**
     * @param topicConfigs configuration of every topic
     * @param listener receives the commands that the driver sends; null for none
     */
    StoreFixture(Map<String, String> topicConfigs, CommandListener listener) {
        client = client(listener);
        createTopics(topicConfigs);
        kafka = new EventClient(backends.kafkaBrokers(), name + ".");
        outbox = outbox(name);
        relay = startRelay(outbox, Duration.ofMillis(300));
    }

    private MongoClient client(CommandListener listener) {
        var settings = MongoClientSettings.builder().applyConnectionString(new ConnectionString(backends.mongoUri()));
        if (listener != null) settings.addCommandListener(listener);
        return MongoClients.create(settings.build());
    }

    private void createTopics(Map<String, String> configs) {
        try (var admin = Admin.create(Map.of("bootstrap.servers", backends.kafkaBrokers()))) {
            admin.createTopics(Arrays.stream(Topic.values())
                    .map(topic -> new NewTopic(name + "." + topic.topicName(), 2, (short) 1).configs(configs)).toList()).all()
                    .get();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    String name() {
        return name;
    }

    MongoDatabase database() {
        return client.getDatabase(name);
    }

    MongoDatabase database(String databaseName) {
        return client.getDatabase(databaseName);
    }

    MongoCollection<Document> collection(String collection) {
        return database().getCollection(collection);
    }

    EventClient kafka() {
        return kafka;
    }

    /** Returns the outbox that has a relay. */
    Outbox outbox() {
        return outbox;
    }

    OutboxRelay relay() {
        return relay;
    }

    SimpleMeterRegistry meters() {
        return meters;
    }

    /** Returns an outbox without a relay. */
    Outbox outbox(String database) {
        return new Outbox(client.getDatabase(database), new EventCodec("tally", name + ".")::write,
                new TraceContext(Tracer.NOOP, Propagator.NOOP), Clock.systemUTC());
    }

    OutboxRelay startRelay(Outbox relayedOutbox, Duration sweepEvery) {
        return startRelay(relayedOutbox, sweepEvery,
                new KafkaProducer<>(producerSettings(), new StringSerializer(), new ByteArraySerializer()));
    }

    OutboxRelay startRelay(Outbox relayedOutbox, Duration sweepEvery, Producer<String, byte[]> producer) {
        var started = new OutboxRelay(relayedOutbox, producer, Clock.systemUTC(), sweepEvery, meters);
        started.start();
        relays.add(started);
        return started;
    }

    Map<String, Object> producerSettings() {
        return Map.of("bootstrap.servers", backends.kafkaBrokers());
    }

    List<String> receivedIds(String id) {
        return kafka.received().stream().filter(event -> event.subject().equals(id)).map(Event::id).toList();
    }

    @Override
    public void close() {
        relays.forEach(OutboxRelay::stop);
        kafka.close();
        client.close();
    }
}
