package io.amparo.sla.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ComputationPermitsTest {
    private final ComputationPermits permits = new ComputationPermits(Duration.ofMillis(1));

    @Test
    void caller_has_two_computations_at_a_time() {
        var first = permits.tryAcquire("a", 1).orElseThrow();
        var second = permits.tryAcquire("a", 1).orElseThrow();

        assertThat(permits.tryAcquire("a", 1)).isEmpty();
        permits.tryAcquire("b", 1).orElseThrow().close();

        first.close();
        permits.tryAcquire("a", 1).orElseThrow().close();
        second.close();
        assertThat(permits.callers()).isZero();
    }

    @Test
    void computations_of_all_callers_take_64_mb_at_most() {
        var most = permits.tryAcquire("a", 60).orElseThrow();

        assertThat(permits.tryAcquire("b", 5)).isEmpty();
        permits.tryAcquire("b", 4).orElseThrow().close();

        most.close();
        permits.tryAcquire("b", 1_000).orElseThrow().close();
        assertThat(permits.available()).isEqualTo(ComputationPermits.MEGABYTES);
        assertThat(permits.callers()).isZero();
    }

    @Test
    void concurrent_callers_return_every_permit() throws InterruptedException {
        var threads = IntStream.range(0, 16).mapToObj(i -> Thread.ofVirtual().start(() -> {
            for (int n = 0; n < 500; n++)
                permits.tryAcquire("caller" + i % 4, ThreadLocalRandom.current().nextInt(1, 40)).ifPresent(permit -> {
                    Thread.yield();
                    permit.close();
                });
        })).toList();
        for (var thread : threads) thread.join();

        assertThat(permits.available()).isEqualTo(ComputationPermits.MEGABYTES);
        assertThat(permits.callers()).isZero();
    }
}
