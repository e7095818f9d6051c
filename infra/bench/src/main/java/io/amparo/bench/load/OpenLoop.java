package io.amparo.bench.load;

import io.amparo.bench.result.Latencies;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/**
 * Runs a schedule as an open loop: each arrival begins at its intended time on a separate thread, independently of unfinished
 * arrivals. Its latency counts from the intended time, so waiting behind slow arrivals is measured (no coordinated omission).
 */
public final class OpenLoop {

    /** Action of an arrival; an exception counts as an error under its message. */
    @FunctionalInterface
    public interface Arrival {
        void run(int index) throws Exception;
    }

    private final Latencies latencies = new Latencies();
    private final Latencies lateness = new Latencies();

    private OpenLoop() {}

    /** Returns when the last arrival has finished. */
    public static OpenLoop run(Schedule schedule, Arrival arrival) {
        var loop = new OpenLoop();
        long begin = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int index = 0; index < schedule.arrivals(); index++) {
                int arrivalIndex = index;
                long intended = begin + schedule.offset(index).toNanos();
                awaitTime(intended);
                threads.execute(() -> loop.runArrival(arrival, arrivalIndex, intended));
            }
        }
        return loop;
    }

    private static void awaitTime(long nanoTime) {
        for (long remaining = nanoTime - System.nanoTime(); remaining > 0; remaining = nanoTime - System.nanoTime())
            LockSupport.parkNanos(remaining);
    }

    private void runArrival(Arrival arrival, int index, long intended) {
        lateness.add(Duration.ofNanos(System.nanoTime() - intended));
        try {
            arrival.run(index);
        } catch (Exception e) {
            latencies.addError(e.getMessage() == null ? e.toString() : e.getMessage());
        } finally {
            latencies.add(Duration.ofNanos(System.nanoTime() - intended));
        }
    }

    public Latencies latencies() {
        return latencies;
    }

    /**
     * Returns the delay between the intended and the actual begin, which the latencies contain. A large delay means that this
     * process lacked processor time.
     */
    public Latencies lateness() {
        return lateness;
    }
}
