package io.amparo.testkit;

import io.amparo.local.backend.EmbeddedBroker;
import io.amparo.local.backend.EmbeddedStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.mongodb.MongoDBContainer;

/**
 * Real Kafka and a document store, started once for all tests of a module: by Testcontainers if Docker is available, else those
 * of {@code KAFKA_BROKERS} and {@code MONGODB_URI}, else embedded. The same tests pass on all of them.
 */
public final class Backends {
    private static final class Holder {
        static final Backends INSTANCE = isDockerAvailable() ? startContainers() : configuredOrEmbedded();
    }

    private final String kafkaBrokers;
    private final String mongoUri;

    private Backends(String kafkaBrokers, String mongoUri) {
        this.kafkaBrokers = kafkaBrokers;
        this.mongoUri = mongoUri;
    }

    public static Backends get() {
        return Holder.INSTANCE;
    }

    public String kafkaBrokers() {
        return kafkaBrokers;
    }

    public String mongoUri() {
        return mongoUri;
    }

    /** Returns a unique name for a database or a topic prefix. */
    public static String uniqueName(String suffix) {
        return "t" + UUID.randomUUID().toString().substring(0, 8) + "_" + suffix;
    }

    private static boolean isDockerAvailable() {
        // Without a Docker engine, asking the client takes seconds and logs a page of errors.
        var mayBeAvailable = System.getenv("DOCKER_HOST") != null || Files.exists(Path.of("/var/run/docker.sock"));
        return mayBeAvailable && DockerClientFactory.instance().isDockerAvailable();
    }

    @SuppressWarnings("resource") // the Testcontainers reaper stops them with this JVM
    private static Backends startContainers() {
        // Aborts the open transactions of a killed engine after 1 s, as the embedded broker does (default 10 s).
        var kafka = new KafkaContainer("apache/kafka-native:4.2.1")
                .withEnv("KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS", "1000");
        var mongo = new MongoDBContainer("mongo:8");
        kafka.start();
        mongo.start();
        return new Backends(kafka.getBootstrapServers(), mongo.getConnectionString());
    }

    private static Backends configuredOrEmbedded() {
        var brokers = System.getenv("KAFKA_BROKERS");
        var mongo = System.getenv("MONGODB_URI");
        return new Backends(brokers == null ? embeddedBroker() : brokers,
                mongo == null ? EmbeddedStore.start(null, 0).uri() : mongo);
    }

    private static String embeddedBroker() {
        try {
            return EmbeddedBroker.start(Files.createTempDirectory("amparo-broker"), 0).brokers();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
