package io.amparo.sla.request;

import io.amparo.platform.limit.KeyedSemaphore;
import java.time.Duration;
import java.util.Optional;
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
    private final KeyedSemaphore running = new KeyedSemaphore(PER_CALLER);
    private final Duration maxWait;

    /** @param maxWait how long a computation waits for those of other callers */
    ComputationPermits(Duration maxWait) {
        this.maxWait = maxWait;
    }

    /** Returns empty if the caller has too many computations, or if those of all callers need too much. */
    Optional<Permit> tryAcquire(String caller, int weight) {
        int effectiveWeight = Math.min(weight, MEGABYTES);
        if (!running.tryAcquire(caller, 1)) return Optional.empty();
        boolean acquired = false;
        try {
            acquired = megabytes.tryAcquire(effectiveWeight, maxWait.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        } finally {
            if (!acquired) running.release(caller, 1);
        }
        return acquired ? Optional.of(() -> {
            megabytes.release(effectiveWeight);
            running.release(caller, 1);
        }) : Optional.empty();
    }

    /** Returns the megabytes that are not in use. */
    int available() {
        return megabytes.availablePermits();
    }

    /** Returns the number of callers with a running computation. */
    int callers() {
        return running.owners();
    }
}
