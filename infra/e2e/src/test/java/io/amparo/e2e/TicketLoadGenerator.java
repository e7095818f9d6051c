package io.amparo.e2e;

import io.amparo.clients.GatewayClient;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens tickets at a constant rate and retries each with the same idempotency key until it gets a response. */
final class TicketLoadGenerator implements AutoCloseable {
    private static final Duration INTERVAL = Duration.ofMillis(400);
    /**
     * Maximum number of pending tickets. No new ticket begins above it: otherwise the backlog would grow during an outage and the
     * test would measure the backlog instead of the failure.
     */
    static final int MAX_PENDING = 6;
    static final Map<String, Object> INCIDENT = Map.of("kind", "INCIDENT", "subject", "Parada", "description", "Nada chega",
            "product", "opmon-9", "version", "9.2", "effect", "UNAVAILABILITY", "impact", "HIGH", "urgency", "HIGH");

    private final GatewayClient gateway;
    private final String person;
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService attempts = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger startedTickets = new AtomicInteger();
    private final AtomicInteger failedAttempts = new AtomicInteger();
    private final Map<String, Set<String>> numbersByKey = new ConcurrentHashMap<>();
    private volatile boolean closed;

    TicketLoadGenerator(GatewayClient gateway, String person) {
        this.gateway = gateway;
        this.person = person;
        scheduler.scheduleAtFixedRate(this::openNext, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void openNext() {
        if (!closed && startedTickets.get() - numbersByKey.size() < MAX_PENDING)
            attempt("journey-" + startedTickets.incrementAndGet());
    }

    private void attempt(String key) {
        attempts.submit(() -> {
            if (tryOpen(key)) return;
            failedAttempts.incrementAndGet();
            scheduler.schedule(() -> attempt(key), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    private boolean tryOpen(String key) {
        try {
            var response = gateway.post(person, "/tickets", INCIDENT, Map.of("Idempotency-Key", key));
            if (response.status() != 201 && response.status() != 202) return false;
            numbersByKey.computeIfAbsent(key, _ -> ConcurrentHashMap.newKeySet()).add(response.text("/number"));
            return true;
        } catch (UncheckedIOException ignored) {
            return false;
        }
    }

    int openedTickets() {
        return numbersByKey.size();
    }

    /** Returns the number of attempts that have ended, successful or failed. */
    int endedAttempts() {
        return openedTickets() + failedAttempts();
    }

    int failedAttempts() {
        return failedAttempts.get();
    }

    /** Returns whether the generator is stopped and every ticket has a response. */
    boolean isDone() {
        return closed && numbersByKey.size() == startedTickets.get();
    }

    /**
     * Returns the ticket numbers by idempotency key. Each key must have one number, independently of the number of attempts.
     */
    Map<String, Set<String>> numbersByKey() {
        return numbersByKey;
    }

    /** Begins no new tickets; pending ones are still retried. */
    void stop() {
        closed = true;
    }

    @Override
    public void close() {
        stop();
        scheduler.shutdownNow();
        attempts.shutdownNow();
    }
}
