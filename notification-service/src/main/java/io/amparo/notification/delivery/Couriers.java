package io.amparo.notification.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Limits how many mails are sent at the same time. A caller that acquires a permit must either execute a task or release it. */
final class Couriers implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Couriers.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Semaphore free;
    private final ExecutorService threads;

    Couriers(int number, ExecutorService threads) {
        this.free = new Semaphore(number);
        this.threads = threads;
    }

    /** @return false if the limit is reached */
    boolean engage() {
        return free.tryAcquire();
    }

    void awaitOne() {
        free.acquireUninterruptibly();
    }

    void dismiss() {
        free.release();
    }

    void send(Runnable errand) {
        threads.execute(() -> {
            try {
                errand.run();
            } catch (RuntimeException failed) {
                // The lease of the delivery expires; the next attempt picks it up.
                LOG.log(Level.WARNING, "Delivery attempt failed unexpectedly; it is retried after its lease expires", failed);
            } finally {
                free.release();
            }
        });
    }

    /** Waits up to 5 s for running tasks, so that they leave no lease behind. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            threads.awaitTermination(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
