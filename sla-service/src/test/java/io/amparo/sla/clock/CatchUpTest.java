package io.amparo.sla.clock;

import static io.amparo.sla.clock.ClockFixtures.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CatchUpTest {
    private static final Instant NOW = at("2026-07-20T10:00Z");

    @Test
    void holds_while_old_records_come_in_and_never_for_long() {
        var catchUp = new CatchUp();
        assertThat(catchUp.holds(NOW)).isTrue();
        for (int i = 1; i < 300; i++) {
            catchUp.heard(NOW.minusSeconds(60), NOW.plusMillis(100 * i));
            assertThat(catchUp.holds(NOW.plusMillis(100 * i))).isTrue();
        }
        catchUp.heard(NOW.minusSeconds(60), NOW.plusSeconds(30));
        assertThat(catchUp.holds(NOW.plusSeconds(30))).isFalse();
    }

    @Test
    void waits_for_the_first_of_what_was_missed() {
        var catchUp = new CatchUp();
        assertThat(catchUp.holds(NOW)).isTrue();
        assertThat(catchUp.holds(NOW.plusMillis(1_900))).isTrue();
        catchUp.heard(NOW.minusSeconds(60), NOW.plusMillis(1_900));
        assertThat(catchUp.holds(NOW.plusMillis(2_300))).isTrue();
        assertThat(catchUp.holds(NOW.plusMillis(2_400))).isFalse();
    }

    @Test
    void what_is_old_makes_the_first_wait_no_shorter() {
        var catchUp = new CatchUp();
        assertThat(catchUp.holds(NOW)).isTrue();
        catchUp.heard(NOW.minusSeconds(60), NOW.plusMillis(100));
        assertThat(catchUp.holds(NOW.plusMillis(1_000))).isTrue();
        assertThat(catchUp.holds(NOW.plusMillis(2_000))).isFalse();
    }

    @Test
    void a_clock_that_was_ahead_and_is_set_back_does_not_prolong_it() {
        var catchUp = new CatchUp();
        var ahead = NOW.plus(Duration.ofHours(3));
        catchUp.heard(NOW, ahead);
        assertThat(catchUp.holds(ahead)).isTrue();
        assertThat(catchUp.holds(NOW)).isTrue();
        assertThat(catchUp.holds(NOW.plus(CatchUp.BEGINNING))).isFalse();
    }

    @Test
    void a_clock_that_is_set_back_a_little_begins_nothing_anew() {
        var catchUp = new CatchUp();
        assertThat(catchUp.holds(NOW)).isTrue();
        assertThat(catchUp.holds(NOW.plus(CatchUp.BEGINNING))).isFalse();
        assertThat(catchUp.holds(NOW.plusMillis(1))).isFalse();
    }
}
