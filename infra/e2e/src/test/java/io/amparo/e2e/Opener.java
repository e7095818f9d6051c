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

/** A customer who opens tickets at a steady pace, and tries each again with the same key until there is an answer. */
final class Opener implements AutoCloseable {
    private static final Duration PACE = Duration.ofMillis(400);
    /** Who waits for this many answers begins nothing new: a crowd that only grows would measure the crowd, not the failure. */
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

    /** Attempts that have ended, well or badly. */
    int tried() {
        return answered() + failures();
    }

    int failures() {
        return failures.get();
    }

    /** Every wish has its answer. */
    boolean done() {
        return closed && numbers.size() == begun.get();
    }

    /** What each key was answered with: one number, however often it was tried. */
    Map<String, Set<String>> numbers() {
        return numbers;
    }

    /** No new wishes; those that are open are tried on. */
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
