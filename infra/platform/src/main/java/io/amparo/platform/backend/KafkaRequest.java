package io.amparo.platform.backend;

import io.amparo.platform.backend.BackendMonitor.Request;
import java.util.concurrent.TimeUnit;

/** Asks Kafka for its nodes. */
final class KafkaRequest implements Request {
    private static final int TIMEOUT_SECONDS = 3;

    private final LazyAdmin admin;

    KafkaRequest(LazyAdmin admin) {
        this.admin = admin;
    }

    @Override
    public void run() throws Exception {
        admin.get().describeCluster().nodes().get(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
}
