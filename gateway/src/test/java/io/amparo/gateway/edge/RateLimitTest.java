package io.amparo.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private static final class Hand implements TimeMeter {
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

    private Hand time = new Hand();
    private RateLimitFilter limit = limit();

    private RateLimitFilter limit() {
        return new RateLimitFilter(_ -> Optional.empty(), new RateLimitProperties(10, 20, 1000), null, time);
    }

    @BeforeEach
    void nobody_has_asked_yet() {
        time = new Hand();
        limit = limit();
    }

    @Test
    void a_burst_passes_and_then_as_much_as_flows_in() {
        assertThat(admitted("ana", 30)).isEqualTo(20);
        time.advance(Duration.ofMillis(500));
        assertThat(admitted("ana", 30)).isEqualTo(5);
    }

    @Test
    void one_caller_s_haste_is_nobody_else_s() {
        admitted("hasty", 30);
        assertThat(admitted("calm", 1)).isEqualTo(1);
    }

    @Test
    void an_empty_bucket_says_when_to_come_back() {
        admitted("bruno", 20);
        assertThat(limit.take("bruno").getNanosToWaitForRefill()).isEqualTo(Duration.ofMillis(100).toNanos());
    }

    @Test
    void who_has_a_full_bucket_anyway_is_forgotten() {
        IntStream.range(0, 500).forEach(each -> limit.take("caller-" + each));
        assertThat(limit.known()).isEqualTo(500);
        time.advance(Duration.ofSeconds(4));
        limit.take("another");
        assertThat(limit.known()).isEqualTo(1);
    }

    @Test
    void never_keeps_count_of_more_callers_than_it_may() {
        IntStream.range(0, 5000).forEach(each -> limit.take("caller-" + each));
        assertThat(limit.known()).isLessThanOrEqualTo(1000);
    }

    private long admitted(String caller, int requests) {
        return IntStream.range(0, requests).filter(_ -> limit.take(caller).isConsumed()).count();
    }
}
