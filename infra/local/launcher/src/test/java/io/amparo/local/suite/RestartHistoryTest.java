package io.amparo.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class RestartHistoryTest {
    private static final Instant START = Instant.parse("2026-11-28T12:00:00Z");

    @Test
    void three_exits_within_a_minute_are_a_failure() {
        assertThat(exits(0, 20).hasFailed()).isFalse();
        assertThat(exits(0, 20, 59).hasFailed()).isTrue();
    }

    @Test
    void exits_that_are_a_minute_apart_are_no_failure() {
        assertThat(exits(0, 31, 62, 93, 124, 155).hasFailed()).isFalse();
    }

    @Test
    void each_exit_doubles_the_delay_up_to_a_minute() {
        var history = RestartHistory.none();
        var delays = new ArrayList<Long>();
        for (int i = 0; i < 9; i++) {
            var exit = START.plusSeconds(40L * i);
            history = history.exited(exit);
            delays.add(Duration.between(exit, history.restartAt()).toSeconds());
        }

        assertThat(delays).containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L, 60L);
    }

    @Test
    void exits_are_forgotten_after_ten_minutes() {
        var history = exits(0, 30, 700);

        assertThat(Duration.between(START.plusSeconds(700), history.restartAt())).isEqualTo(Duration.ofSeconds(1));
    }

    private static RestartHistory exits(int... seconds) {
        var history = RestartHistory.none();
        for (int second : seconds) history = history.exited(START.plusSeconds(second));
        return history;
    }
}
