package io.amparo.platform.backend;

import java.time.Duration;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.jspecify.annotations.Nullable;

/** The one admin client of the process for requests at runtime; created when it is needed first. */
public final class LazyAdmin implements Supplier<Admin>, AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(3);

    private final Supplier<Admin> clients;
    private @Nullable Admin admin;

    public LazyAdmin(Supplier<Admin> clients) {
        this.clients = clients;
    }

    @Override
    public synchronized Admin get() {
        if (admin == null) admin = clients.get();
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) admin.close(CLOSE_TIMEOUT);
    }
}
