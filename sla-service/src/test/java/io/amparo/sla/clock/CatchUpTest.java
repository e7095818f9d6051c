package io.amparo.sla.clock;

import static io.amparo.sla.clock.ClockFixtures.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CatchUpTest {
    private static final Instant NOW = at("2026-07-20T10:00Z");

    @Test
    void holds_while_old_records_come_in_and_never_for_long() {
        var catchUp = new CatchUp(() -> false);
        assertThat(catchUp.holds(NOW)).isTrue();
        for (int i = 1; i < 300; i++) {
            catchUp.heard(NOW.minusSeconds(60), NOW.plusMillis(100 * i));
            assertThat(catchUp.holds(NOW.plusMillis(100 * i))).isTrue();
        }
        catchUp.heard(NOW.minusSeconds(60), NOW.plusSeconds(30));
        assertThat(catchUp.holds(NOW.plusSeconds(30))).isFalse();
    }

    @Test
    void waits_until_nothing_is_missed() {
        var missed = new AtomicBoolean(true);
        var catchUp = new CatchUp(missed::get);
        assertThat(catchUp.holds(NOW)).isTrue();
        assertThat(catchUp.holds(NOW.plusSeconds(20))).isTrue();
        missed.set(false);
        assertThat(catchUp.holds(NOW.plusMillis(20_100))).isTrue();
        catchUp.heard(NOW.minusSeconds(60), NOW.plusMillis(20_300));
        assertThat(catchUp.holds(NOW.plusMillis(20_700))).isTrue();
        assertThat(catchUp.holds(NOW.plusMillis(20_800))).isFalse();
    }

    @Test
    void does_not_wait_for_ever_until_nothing_is_missed() {
        var catchUp = new CatchUp(() -> true);
        assertThat(catchUp.holds(NOW)).isTrue();
        assertThat(catchUp.holds(NOW.plusMillis(29_900))).isTrue();
        assertThat(catchUp.holds(NOW.plusSeconds(30))).isFalse();
    }

    @Test
    void a_clock_that_was_ahead_and_is_set_back_does_not_prolong_it() {
        var catchUp = new CatchUp(() -> false);
        var ahead = NOW.plus(Duration.ofHours(3));
        catchUp.heard(NOW, ahead);
        assertThat(catchUp.holds(ahead)).isTrue();
        assertThat(catchUp.holds(NOW)).isTrue();
        assertThat(catchUp.holds(NOW.plus(CatchUp.QUIET))).isFalse();
    }

    @Test
    void a_clock_that_is_set_back_a_little_begins_nothing_anew() {
        var catchUp = new CatchUp(() -> false);
        assertThat(catchUp.holds(NOW)).isTrue();
        assertThat(catchUp.holds(NOW.plus(CatchUp.QUIET))).isFalse();
        assertThat(catchUp.holds(NOW.plusMillis(1))).isFalse();
    }
}
