package io.amparo.platform.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.MongoTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class IndexBuildsTest {
    private final IndexBuilds builds = new IndexBuilds(Duration.ofMillis(1));

    @Test
    void failed_build_is_retried_and_delays_no_other() throws Exception {
        var attempts = new AtomicInteger();
        var release = new CountDownLatch(1);
        var created = new CountDownLatch(2);
        builds.add("waiting", () -> await(release));
        builds.add("failing", () -> {
            if (attempts.incrementAndGet() < 3) throw new MongoTimeoutException("no primary");
            created.countDown();
        });
        builds.add("sound", created::countDown);
        assertThat(builds.pending()).isEqualTo(List.of("waiting", "failing", "sound"));

        release.countDown();

        assertThat(created.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(attempts).hasValue(3);
    }

    @Test
    void build_that_is_added_when_the_last_one_ends_runs_once() {
        var executed = new AtomicInteger();
        for (int n = 1; n <= 1_000; n++) {
            builds.add("collection", executed::incrementAndGet);
            while (!builds.pending().isEmpty())
                Thread.onSpinWait();
            assertThat(executed).hasValue(n);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
