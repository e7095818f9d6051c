package io.amparo.platform.backend;

import io.amparo.platform.backend.BackendMonitor.Request;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** Asks Kafka for its nodes. */
final class KafkaRequest implements Request, AutoCloseable {
    private static final int TIMEOUT_SECONDS = 3;

    private final Supplier<Admin> clients;
    private @Nullable Admin admin;

    KafkaRequest(Supplier<Admin> clients) {
        this.clients = clients;
    }

    @Override
    public synchronized void run() throws Exception {
        if (admin == null) admin = clients.get();
        admin.describeCluster().nodes().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }

    @Override
    public synchronized void close() {
        if (admin != null) admin.close();
    }
}
