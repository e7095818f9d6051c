package io.amparo.local.backend;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** Kafka settings for a broker that serves one machine: small buffers, one replica, fast recovery after SIGKILL. */
final class BrokerSettings {
    private static final Map<String, String> FIXED = Map.ofEntries(Map.entry("process.roles", "broker,controller"),
            Map.entry("node.id", "1"), Map.entry("controller.listener.names", "CONTROLLER"),
            Map.entry("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
            Map.entry("auto.create.topics.enable", "false"), Map.entry("default.replication.factor", "1"),
            Map.entry("min.insync.replicas", "1"), Map.entry("offsets.topic.replication.factor", "1"),
            Map.entry("offsets.topic.num.partitions", "4"), Map.entry("transaction.state.log.replication.factor", "1"),
            Map.entry("transaction.state.log.min.isr", "1"), Map.entry("transaction.state.log.num.partitions", "4"),
            Map.entry("share.coordinator.state.topic.replication.factor", "1"),
            Map.entry("share.coordinator.state.topic.min.isr", "1"),
            Map.entry("share.coordinator.state.topic.num.partitions", "1"),
            // Interval of the search for timed-out transactions (default 10 s). Until the broker aborts the open transaction of
            // a killed SLA engine instance, read-committed consumers block at its offset and the next instance cannot restore
            // its state stores.
            Map.entry("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000"),
            Map.entry("group.initial.rebalance.delay.ms", "0"), Map.entry("group.min.session.timeout.ms", "1000"),
            Map.entry("broker.heartbeat.interval.ms", "500"),
            // No records of an idle controller (default every 500 ms): nobody watches the lag of its only broker.
            Map.entry("metadata.max.idle.interval.ms", "0"), Map.entry("num.network.threads", "2"),
            Map.entry("num.io.threads", "4"), Map.entry("background.threads", "2"),
            Map.entry("num.recovery.threads.per.data.dir", "2"), Map.entry("log.cleaner.dedupe.buffer.size", "4194304"),
            Map.entry("log.cleaner.io.buffer.size", "131072"), Map.entry("log.index.size.max.bytes", "1048576"),
            Map.entry("log.segment.bytes", "67108864"), Map.entry("offsets.topic.segment.bytes", "8388608"),
            Map.entry("transaction.state.log.segment.bytes", "8388608"), Map.entry("metadata.log.segment.bytes", "8388608"));

    private BrokerSettings() {
    }

    /** {@code restart}: whether the folder has the records of an earlier run, whose broker may have been killed. */
    static Properties of(Path dir, int port, int controllerPort, boolean restart) {
        var settings = new Properties();
        settings.putAll(FIXED);
        // After SIGKILL the controller waits this long before it accepts the same broker (default 9 s). But it also fences a
        // broker that pauses longer, as on a busy machine, and then refuses to create topics.
        settings.setProperty("broker.session.timeout.ms", restart ? "2000" : "60000");
        settings.setProperty("log.dirs", dir.toAbsolutePath().toString());
        settings.setProperty("listeners", "PLAINTEXT://localhost:%d,CONTROLLER://localhost:%d".formatted(port, controllerPort));
        settings.setProperty("advertised.listeners", "PLAINTEXT://localhost:" + port);
        // The voter is part of the configuration and not of the metadata log, so the controller can use another port at each
        // start.
        settings.setProperty("controller.quorum.voters", "1@localhost:" + controllerPort);
        return settings;
    }
}
