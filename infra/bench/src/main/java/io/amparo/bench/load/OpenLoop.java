package io.amparo.bench.load;

import io.amparo.bench.figure.Latencies;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs a schedule: each arrival begins at its time on a thread of its own, however many are still under way, and its latency
 * counts from the time at which it was meant to begin. What waits because others are slow is thus measured and not left out
 * (coordinated omission).
 */
public final class OpenLoop {

    /** What happens at each arrival; an exception is an error, named by its message. */
    @FunctionalInterface
    public interface Arrival {
        void at(int index) throws Exception;
    }

    private final Latencies latencies = new Latencies();
    private final Latencies lateness = new Latencies();

    private OpenLoop() {}

    /** Returns when the last arrival is done. */
    public static OpenLoop run(Schedule schedule, Arrival arrival) {
        var loop = new OpenLoop();
        long begin = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int index = 0; index < schedule.arrivals(); index++) {
                int which = index;
                long intended = begin + schedule.offset(index).toNanos();
                awaitTime(intended);
                threads.execute(() -> loop.arrive(arrival, which, intended));
            }
        }
        return loop;
    }

    private static void awaitTime(long nanoTime) {
        for (long left = nanoTime - System.nanoTime(); left > 0; left = nanoTime - System.nanoTime()) LockSupport.parkNanos(left);
    }

    private void arrive(Arrival arrival, int index, long intended) {
        lateness.took(Duration.ofNanos(System.nanoTime() - intended));
        try {
            arrival.at(index);
        } catch (Exception failed) {
            latencies.failed(failed.getMessage() == null ? failed.toString() : failed.getMessage());
        } finally {
            latencies.took(Duration.ofNanos(System.nanoTime() - intended));
        }
    }

    public Latencies latencies() {
        return latencies;
    }

    /** How late this process itself was, which the latencies contain: large where it got no processor. */
    public Latencies lateness() {
        return lateness;
    }
}
