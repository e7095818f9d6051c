package io.amparo.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final class ManualTimeMeter implements TimeMeter {
        private long nanos = 1;

        @Override
        public long currentTimeNanos() {
            return nanos;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }

        void advance(Duration by) {
            nanos += by.toNanos();
        }
    }

    private ManualTimeMeter time = new ManualTimeMeter();
    private RateLimitFilter limit = limit();

    private RateLimitFilter limit() {
        return new RateLimitFilter(_ -> Optional.empty(), new RateLimitProperties(10, 20, 1000), null, time);
    }

    @BeforeEach
    void createFilter() {
        time = new ManualTimeMeter();
        limit = limit();
    }

    @Test
    void after_a_burst_requests_pass_at_the_refill_rate() {
        assertThat(admitted("ana", 30)).isEqualTo(20);
        time.advance(Duration.ofMillis(500));
        assertThat(admitted("ana", 30)).isEqualTo(5);
    }

    @Test
    void callers_have_separate_buckets() {
        admitted("hasty", 30);
        assertThat(admitted("calm", 1)).isEqualTo(1);
    }

    @Test
    void an_empty_bucket_reports_the_time_until_refill() {
        admitted("bruno", 20);
        assertThat(limit.tryConsume("bruno").getNanosToWaitForRefill()).isEqualTo(Duration.ofMillis(100).toNanos());
    }

    @Test
    void full_buckets_expire() {
        IntStream.range(0, 500).forEach(each -> limit.tryConsume("caller-" + each));
        assertThat(limit.bucketCount()).isEqualTo(500);

        time.advance(Duration.ofSeconds(4));
        limit.tryConsume("another");
        assertThat(limit.bucketCount()).isEqualTo(1);
    }

    @Test
    void the_number_of_buckets_is_limited() {
        IntStream.range(0, 5000).forEach(each -> limit.tryConsume("caller-" + each));
        assertThat(limit.bucketCount()).isLessThanOrEqualTo(1000);
    }

    private long admitted(String caller, int requests) {
        return IntStream.range(0, requests).filter(_ -> limit.tryConsume(caller).isConsumed()).count();
    }
}
