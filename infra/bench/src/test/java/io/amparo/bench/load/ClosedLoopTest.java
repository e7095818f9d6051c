package io.amparo.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {

    @Test
    void every_operation_runs_once_and_failures_are_counted_by_reason() {
        var seen = new ConcurrentSkipListSet<Integer>();

        var loop = ClosedLoop.run(3, 10, index -> {
            seen.add(index);
            if (index % 2 == 0) throw new IllegalStateException("status 429 instead of 201");
        });

        var value = loop.latencies().toMeasuredValue("");
        assertThat(seen).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(value.count()).isEqualTo(loop.operations()).isEqualTo(10);
        assertThat(value.errors()).isEqualTo(Map.of("status 429 instead of 201", 5L));
    }

    @Test
    void all_clients_run_at_the_same_time_and_no_more() {
        var all = new CountDownLatch(4);
        var running = new AtomicInteger();
        var most = new AtomicInteger();

        var loop = ClosedLoop.run(4, 40, _ -> {
            most.accumulateAndGet(running.incrementAndGet(), Math::max);
            all.countDown();
            if (!all.await(10, TimeUnit.SECONDS)) throw new IllegalStateException("Four clients do not run at the same time");
            running.decrementAndGet();
        });

        assertThat(loop.latencies().toMeasuredValue("").errors()).isEmpty();
        assertThat(most).hasValue(4);
    }

    @Test
    void next_operation_begins_when_the_last_has_finished_until_the_time_is_over() {
        var loop = ClosedLoop.run(2, Duration.ofMillis(200), _ -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10)));

        // 10 ms each: at most 20 operations of each client, and those that were running at the end.
        assertThat(loop.operations()).isBetween(2, 42);
        assertThat(loop.perSecond()).isBetween(1.0, 200.0);
        assertThat(loop.latencies().toMeasuredValue("").values().get("p50")).isGreaterThanOrEqualTo(10);
    }
}
