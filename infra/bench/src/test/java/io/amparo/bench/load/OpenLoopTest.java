package io.amparo.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Test;

class OpenLoopTest {

    @Test
    void latency_counts_from_the_intended_begin() {
        var server = new ReentrantLock();

        var loop = OpenLoop.run(Schedule.of(20, 1000), _ -> {
            server.lock();
            try {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            } finally {
                server.unlock();
            }
        });

        // 20 arrivals of 5 ms run one after the other and take 100 ms; the last is intended to begin after 19 ms.
        assertThat(loop.latencies().toMeasuredValue("").values().get("max")).isGreaterThan(80);
    }

    @Test
    void arrivals_do_not_wait_for_earlier_arrivals() {
        var all = new CountDownLatch(10);

        var loop = OpenLoop.run(Schedule.of(10, 1000), _ -> {
            all.countDown();
            if (!all.await(10, TimeUnit.SECONDS)) throw new IllegalStateException("An arrival waited for another one");
        });

        assertThat(loop.latencies().toMeasuredValue("").errors()).isEmpty();
    }

    @Test
    void every_arrival_runs_once_and_failures_are_counted_by_reason() {
        var seen = new ConcurrentSkipListSet<Integer>();

        var loop = OpenLoop.run(new Schedule(500, Duration.ofMillis(20)), index -> {
            seen.add(index);
            if (index % 2 == 0) throw new IllegalStateException("answered 429 instead of 201");
        });

        var value = loop.latencies().toMeasuredValue("");
        assertThat(seen).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(value.count()).isEqualTo(10);
        assertThat(value.errors()).isEqualTo(Map.of("answered 429 instead of 201", 5L));
        assertThat(loop.lateness().toMeasuredValue("").count()).isEqualTo(10);
    }
}
