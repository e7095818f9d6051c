package io.amparo.local.backend;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;

/** A single Apache Kafka node (KRaft, no ZooKeeper) inside this JVM. Records are stored in its folder and survive a restart. */
public final class EmbeddedBroker implements AutoCloseable {
    private final KafkaRaftServer server;
    private final String brokers;

    private EmbeddedBroker(KafkaRaftServer server, String brokers) {
        this.server = server;
        this.brokers = brokers;
    }

    /** Starts a broker on the given data folder; port 0 selects a free port. */
    public static EmbeddedBroker start(Path dir, int port) {
        int actualPort = port == 0 ? FreePort.next() : port;
        boolean restart = Files.exists(dir.resolve("meta.properties"));
        var settings = BrokerSettings.of(dir, actualPort, FreePort.next(), restart);
        if (!restart) format(dir, settings);
        var server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        server.startup();
        return new EmbeddedBroker(server, "localhost:" + actualPort);
    }

    /** Returns the value for {@code bootstrap.servers}. */
    public String brokers() {
        return brokers;
    }

    void awaitShutdown() {
        server.awaitShutdown();
    }

    @Override
    public void close() {
        server.shutdown();
        server.awaitShutdown();
    }

    private static void format(Path dir, Properties settings) {
        var output = new ByteArrayOutputStream();
        try {
            Files.createDirectories(dir);
            var file = dir.resolve("broker.properties");
            try (var out = Files.newBufferedWriter(file)) {
                settings.store(out, null);
            }
            int exitCode = StorageTool.execute(
                    new String[]{"format", "--config", file.toString(), "--cluster-id", Uuid.randomUuid().toString()},
                    new PrintStream(output, true, StandardCharsets.UTF_8));
            if (exitCode != 0) {
                throw new IllegalStateException(
                        "Kafka storage tool cannot format " + dir + ": " + output.toString(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("Cannot format the Kafka folder " + dir, e);
        }
    }
}
