package io.amparo.notification.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Limits how many mails are sent at the same time. A caller that acquires a permit must either execute a task or release it. */
final class BoundedMailExecutor implements AutoCloseable {
    private static final Logger LOG = System.getLogger(BoundedMailExecutor.class.getName());
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

    private final Semaphore permits;
    private final ExecutorService executor;

    BoundedMailExecutor(int limit, ExecutorService executor) {
        this.permits = new Semaphore(limit);
        this.executor = executor;
    }

    /** @return false if the limit is reached */
    boolean tryAcquire() {
        return permits.tryAcquire();
    }

    void acquire() {
        permits.acquireUninterruptibly();
    }

    void release() {
        permits.release();
    }

    void execute(Runnable task) {
        executor.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                // The lease of the delivery expires; the next attempt picks it up.
                LOG.log(Level.WARNING, "Delivery attempt failed unexpectedly; it is retried after its lease expires", e);
            } finally {
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
