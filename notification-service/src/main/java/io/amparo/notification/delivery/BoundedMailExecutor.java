package io.amparo.notification.delivery;

import io.amparo.notification.delivery.Outcome.Superseded;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Limits how many mails are sent at the same time, and permits none while the mail server is away. A caller that acquires a
 * permit must either execute a task or release it.
 */
final class BoundedMailExecutor implements AutoCloseable {
    private static final Logger LOG = System.getLogger(BoundedMailExecutor.class.getName());
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

    private final Semaphore permits;
    private final MailServerCircuit circuit;
    private final ExecutorService executor;

    BoundedMailExecutor(int limit, MailServerCircuit circuit, ExecutorService executor) {
        this.permits = new Semaphore(limit);
        this.circuit = circuit;
        this.executor = executor;
    }

    /** @return false if the limit is reached or the mail server is away */
    boolean tryAcquire() {
        if (!permits.tryAcquire()) return false;
        return isAcquired();
    }

    /**
     * Waits for a permit.
     *
     * @return false if the mail server is away
     */
    boolean acquire() {
        permits.acquireUninterruptibly();
        return isAcquired();
    }

    private boolean isAcquired() {
        if (circuit.tryAcquire()) return true;
        permits.release();
        return false;
    }

    void release() {
        circuit.release();
        permits.release();
    }

    /** @param task returns the outcome that counts for the circuit breaker */
    void execute(Supplier<Outcome> task) {
        executor.execute(() -> {
            Outcome outcome = new Superseded();
            try {
                outcome = task.get();
            } catch (RuntimeException e) {
                // The lease of the delivery expires; the next attempt picks it up.
                LOG.log(Level.WARNING, "Delivery attempt failed unexpectedly; it is retried after its lease expires", e);
            } finally {
                circuit.record(outcome);
                permits.release();
            }
        });
    }

    /** Waits up to 5 s for running tasks, so that they leave no lease behind. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            executor.awaitTermination(SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        }
    }
}
