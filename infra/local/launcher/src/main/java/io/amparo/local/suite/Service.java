package io.amparo.local.suite;

import java.nio.file.Path;

/**
 * Services of the suite, each a Spring Boot jar in a folder of the same name. The service with the longest start comes first.
 */
public enum Service {
    SLA("sla-service", Port.SLA, "224m"), ENTITLEMENT("entitlement-service", Port.ENTITLEMENT, "160m"),
    TICKET("ticket-service", Port.TICKET, "192m"), KNOWLEDGE("knowledge-service", Port.KNOWLEDGE, "192m"),
    NOTIFICATION("notification-service", Port.NOTIFICATION, "160m"), EOL("eol-service", Port.EOL, "160m"),
    GATEWAY("gateway", Port.GATEWAY, "256m");

    private final String folder;
    private final Port port;
    private final String heap;

    Service(String folder, Port port, String heap) {
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

    String heap() {
        return heap;
    }

    String urlVariable() {
        return name() + "_URL";
    }

    Path jar(Path repository) {
        return repository.resolve(folder).resolve("target").resolve("amparo-" + folder + "-0.1.0-SNAPSHOT.jar");
    }
}
