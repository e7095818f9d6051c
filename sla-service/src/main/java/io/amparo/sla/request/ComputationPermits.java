package io.amparo.sla.request;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Limits the heap that all computations of the API need together, and how many of them one caller has at a time. */
final class ComputationPermits {
    static final int MEGABYTES = 64;
    static final int PER_CALLER = 2;

    /** Must be closed exactly once, also after a failure. */
    interface Permit extends AutoCloseable {
        @Override
        void close();
    }

    private final Semaphore megabytes = new Semaphore(MEGABYTES, true);
    private final ConcurrentHashMap<String, Integer> runningByCaller = new ConcurrentHashMap<>();
    private final Duration maxWait;

    /** @param maxWait how long a computation waits for those of other callers */
    ComputationPermits(Duration maxWait) {
        this.maxWait = maxWait;
    }

    /** Returns empty if the caller has too many computations, or if those of all callers need too much. */
    Optional<Permit> tryAcquire(String caller, int weight) {
        int effectiveWeight = Math.min(weight, MEGABYTES);
        if (!tryEnter(caller)) return Optional.empty();
        boolean acquired = false;
        try {
            acquired = megabytes.tryAcquire(effectiveWeight, maxWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        } finally {
            if (!acquired) leave(caller);
        }
        return acquired ? Optional.of(() -> {
            megabytes.release(effectiveWeight);
            leave(caller);
        }) : Optional.empty();
    }

    private boolean tryEnter(String caller) {
        var entered = new boolean[1];
        runningByCaller.compute(caller, (_, running) -> {
            int before = running == null ? 0 : running;
            entered[0] = before < PER_CALLER;
            return entered[0] ? Integer.valueOf(before + 1) : running;
        });
        return entered[0];
    }

    private void leave(String caller) {
        runningByCaller.computeIfPresent(caller, (_, running) -> running == 1 ? null : running - 1);
    }

    /** Returns the megabytes that are not in use. */
    int available() {
        return megabytes.availablePermits();
    }

    /** Returns the number of callers with a running computation. */
    int callers() {
        return runningByCaller.size();
    }
}
