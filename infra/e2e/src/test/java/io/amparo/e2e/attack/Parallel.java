package io.amparo.e2e.attack;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Runs calls at the same time. */
final class Parallel {
    private Parallel() {
    }

    @FunctionalInterface
    interface Call<T> {
        T run(int number) throws Exception;
    }

    /** Returns the results of all calls in their order; at most {@code threads} run at the same time. */
    static <T> List<T> run(int calls, int threads, Call<T> call) throws InterruptedException, ExecutionException {
        try (var executor = Executors.newFixedThreadPool(threads)) {
            var running = executor
                    .invokeAll(IntStream.range(0, calls).<Callable<T>>mapToObj(number -> () -> call.run(number)).toList());
            var results = new ArrayList<T>();
            for (Future<T> each : running) results.add(each.get());
            return results;
        }
    }
}
