package io.amparo.bench.load;

import io.amparo.bench.result.Latencies;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntPredicate;

/**
 * Runs an operation as a closed loop: each client begins its next operation when its last one has finished. Shows what an
 * operation costs at full load; the latency under a given load is measured by {@link OpenLoop}.
 */
public final class ClosedLoop {

    /** One operation; an exception counts as an error under its message. */
    @FunctionalInterface
    public interface Operation {
        /** @param index number of operations that have begun before */
        void run(int index) throws Exception;
    }

    private final Latencies latencies = new Latencies();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger finished = new AtomicInteger();
    private Duration took = Duration.ZERO;

    private ClosedLoop() {}

    /** Begins no operation after this time, and returns when the last has finished. */
    public static ClosedLoop run(int clients, Duration during, Operation operation) {
        long end = System.nanoTime() + during.toNanos();
        return new ClosedLoop().run(clients, _ -> System.nanoTime() < end, operation);
    }

    /** Returns when this number of operations has finished. */
    public static ClosedLoop run(int clients, int operations, Operation operation) {
        return new ClosedLoop().run(clients, index -> index < operations, operation);
    }

    private ClosedLoop run(int clients, IntPredicate begins, Operation operation) {
        long begin = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int client = 0; client < clients; client++) threads.execute(() -> {
                for (int index = begun.getAndIncrement(); begins.test(index); index = begun.getAndIncrement())
                    measure(operation, index);
            });
        }
        took = Duration.ofNanos(System.nanoTime() - begin);
        return this;
    }

    private void measure(Operation operation, int index) {
        long begin = System.nanoTime();
        try {
            operation.run(index);
        } catch (Exception e) {
            latencies.addError(e.getMessage() == null ? e.toString() : e.getMessage());
        } finally {
            latencies.add(Duration.ofNanos(System.nanoTime() - begin));
            finished.incrementAndGet();
        }
    }

    public Latencies latencies() {
        return latencies;
    }

    /** Returns the number of operations without an error. */
    public int succeeded() {
        return operations() - (int) latencies().toMeasuredValue("").errorCount();
    }

    /** Returns the number of operations, those that failed included. */
    public int operations() {
        return finished.get();
    }

    public double perSecond() {
        return operations() / (took.toNanos() / 1e9);
    }
}
