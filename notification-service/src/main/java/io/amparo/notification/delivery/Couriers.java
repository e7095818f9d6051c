package io.amparo.notification.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A bounded number of mails under way at once. Whoever engages a courier either sends it or dismisses it. */
final class Couriers implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Couriers.class.getName());
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Semaphore free;
    private final ExecutorService threads;

    Couriers(int number, ExecutorService threads) {
        this.free = new Semaphore(number);
        this.threads = threads;
    }

    /** False when all are under way. */
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
                // Its lease ends, and whoever then finds it due sends it.
                LOG.log(Level.WARNING, "a delivery is left to another attempt", failed);
            } finally {
                free.release();
            }
        });
    }

    /** Lets those under way come home, so that no lease is left behind. */
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
