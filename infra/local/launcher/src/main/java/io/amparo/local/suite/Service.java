package io.amparo.local.suite;

import java.nio.file.Path;

/**
 * Services of the suite, each a Spring Boot jar in a folder of the same name. The service with the longest start comes first.
 */
public enum Service {
    SLA("sla-service", Port.SLA, 224), ENTITLEMENT("entitlement-service", Port.ENTITLEMENT, 160),
    TICKET("ticket-service", Port.TICKET, 192), KNOWLEDGE("knowledge-service", Port.KNOWLEDGE, 192),
    NOTIFICATION("notification-service", Port.NOTIFICATION, 160), EOL("eol-service", Port.EOL, 160),
    GATEWAY("gateway", Port.GATEWAY, 256);

    private final String folder;
    private final Port port;
    private final int heap;

    Service(String folder, Port port, int heap) {
        this.folder = folder;
        this.port = port;
        this.heap = heap;
    }

    /** Returns the process name, which is also the folder and {@code spring.application.name}. */
    public String folder() {
        return folder;
    }

    public Port port() {
        return port;
    }

    /** Returns the maximum heap on a small machine, in MiB. */
    int heap() {
        return heap;
    }

    String urlVariable() {
        return name() + "_URL";
    }

    Path jar(Path repository) {
        return repository.resolve(folder).resolve("target").resolve("amparo-" + folder + "-0.1.0-SNAPSHOT.jar");
    }
}
