package io.amparo.e2e;

import io.amparo.local.outside.Api;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens tickets at a constant rate and retries each with the same idempotency key until it gets a response. */
final class Opener implements AutoCloseable {
    private static final Duration PACE = Duration.ofMillis(400);
    /**
     * Maximum number of pending tickets. No new ticket begins above it: otherwise the backlog would grow during an outage and the
     * test would measure the backlog instead of the failure.
     */
    static final int PENDING = 6;
    static final Map<String, Object> INCIDENT = Map.of("kind", "INCIDENT", "subject", "Parada", "description", "Nada chega",
            "product", "opmon-9", "version", "9.2", "effect", "UNAVAILABILITY", "impact", "HIGH", "urgency", "HIGH");

    private final Api api;
    private final String person;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService wishes = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final Map<String, Set<String>> numbers = new ConcurrentHashMap<>();
    private volatile boolean closed;

    Opener(Api api, String person) {
        this.api = api;
        this.person = person;
        pace.scheduleAtFixedRate(this::begin, 0, PACE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void begin() {
        if (!closed && begun.get() - numbers.size() < PENDING) attempt("journey-" + begun.incrementAndGet());
    }

    private void attempt(String key) {
        wishes.submit(() -> {
            if (opened(key)) return;
            failures.incrementAndGet();
            pace.schedule(() -> attempt(key), PACE.toMillis(), TimeUnit.MILLISECONDS);
        });
    }

    private boolean opened(String key) {
        try {
            var answer = api.post(person, "/tickets", INCIDENT, Map.of("Idempotency-Key", key));
            if (answer.status() != 201 && answer.status() != 202) return false;
            numbers.computeIfAbsent(key, _ -> ConcurrentHashMap.newKeySet()).add(answer.text("/number"));
            return true;
        } catch (UncheckedIOException gone) {
            return false;
        }
    }

    int answered() {
        return numbers.size();
    }

    /** Returns the number of attempts that have ended, successful or failed. */
    int tried() {
        return answered() + failures();
    }

    int failures() {
        return failures.get();
    }

    /** Returns whether the generator is stopped and every ticket has a response. */
    boolean done() {
        return closed && numbers.size() == begun.get();
    }

    /**
     * Returns the ticket numbers by idempotency key. Each key must have one number, independently of the number of attempts.
     */
    Map<String, Set<String>> numbers() {
        return numbers;
    }

    /** Begins no new tickets; pending ones are still retried. */
    void stop() {
        closed = true;
    }

    @Override
    public void close() {
        stop();
        pace.shutdownNow();
        wishes.shutdownNow();
    }
}
