package io.amparo.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PollingTest {
    @Test
    void the_first_result_is_returned() {
        var attempts = new AtomicInteger();

        var result = Polling.until(Instant.MAX, "a result",
                () -> attempts.incrementAndGet() < 3 ? Optional.empty() : Optional.of("done"));

        assertThat(result).isEqualTo("done");
        assertThat(attempts).hasValue(3);
    }

    @Test
    void a_missing_result_is_named_after_at_least_one_attempt() {
        var attempts = new AtomicInteger();

        assertThatThrownBy(() -> Polling.until(Instant.EPOCH, "the receipt of T-1", () -> {
            attempts.incrementAndGet();
            return Optional.empty();
        })).isInstanceOf(StepTimeoutException.class).hasMessageContaining("the receipt of T-1");
        assertThat(attempts).hasValue(1);
    }

    @Test
    void a_condition_that_never_holds_ends_at_the_deadline() {
        var deadline = Instant.now().plusMillis(60);

        Polling.until(deadline, () -> false);

        assertThat(Instant.now()).isAfterOrEqualTo(deadline);
    }
}
