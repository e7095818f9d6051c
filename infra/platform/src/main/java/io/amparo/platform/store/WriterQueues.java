package io.amparo.platform.store;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Queues the writers of one aggregate within this process, so that they don't lose races against each other. It only saves
 * attempts: the guard on the version decides, also between instances.
 */
final class WriterQueues {
    private static final int QUEUES = 1_024;
    /** A writer that has waited this long writes out of turn. */
    private static final long MAX_WAIT_SECONDS = 2;

    private final ReentrantLock[] locks = Stream.generate(() -> new ReentrantLock(true)).limit(QUEUES)
            .toArray(ReentrantLock[]::new);

    <T> T inTurn(String id, Supplier<T> write) {
        var lock = locks[Math.floorMod(id.hashCode(), QUEUES)];
        boolean locked = tryLock(lock);
        try {
            return write.get();
        } finally {
            if (locked) lock.unlock();
        }
    }

    private static boolean tryLock(ReentrantLock lock) {
        try {
            return lock.tryLock(MAX_WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
