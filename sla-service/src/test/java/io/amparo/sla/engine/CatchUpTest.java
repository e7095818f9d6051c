package io.amparo.sla.engine;

import static io.amparo.sla.clock.ClockFixtures.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class CatchUpTest {
    private static final Instant NOW = at("2026-07-20T10:00Z");

    @Test
    void old_records_after_the_end_of_the_input_hold_the_alarms_for_30_s_at_most() {
        var catchUp = new CatchUp(() -> () -> false);
        assertThat(catchUp.holdsAlarms(NOW)).isTrue();

        for (int i = 1; i < 300; i++) {
            catchUp.onRecord(NOW.minusSeconds(60), NOW.plusMillis(100 * i));
            assertThat(catchUp.holdsAlarms(NOW.plusMillis(100 * i))).isTrue();
        }

        catchUp.onRecord(NOW.minusSeconds(60), NOW.plusSeconds(30));
        assertThat(catchUp.holdsAlarms(NOW.plusSeconds(30))).isFalse();
    }

    @Test
    void backlog_holds_the_alarms_until_it_is_fetched() {
        var hasBacklog = new AtomicBoolean(true);
        var catchUp = new CatchUp(() -> hasBacklog::get);
        assertThat(catchUp.holdsAlarms(NOW)).isTrue();
        assertThat(catchUp.holdsAlarms(NOW.plusSeconds(20))).isTrue();

        hasBacklog.set(false);
        assertThat(catchUp.holdsAlarms(NOW.plusMillis(20_100))).isTrue();

        catchUp.onRecord(NOW.minusSeconds(60), NOW.plusMillis(20_300));
        assertThat(catchUp.holdsAlarms(NOW.plusMillis(20_700))).isTrue();
        assertThat(catchUp.holdsAlarms(NOW.plusMillis(20_800))).isFalse();
    }

    @Test
    void backlog_holds_the_alarms_as_long_as_it_takes() {
        var hasBacklog = new AtomicBoolean(true);
        var catchUp = new CatchUp(() -> hasBacklog::get);
        assertThat(catchUp.holdsAlarms(NOW)).isTrue();
        assertThat(catchUp.holdsAlarms(NOW.plusSeconds(30))).isTrue();
        assertThat(catchUp.holdsAlarms(NOW.plus(Duration.ofHours(2)))).isTrue();

        hasBacklog.set(false);
        var end = NOW.plus(Duration.ofHours(2)).plusMillis(50);
        catchUp.onRecord(NOW, end);
        assertThat(catchUp.holdsAlarms(end)).isTrue();
        assertThat(catchUp.holdsAlarms(end.plus(CatchUp.QUIET_PERIOD))).isFalse();
    }

    @Test
    void old_record_holds_the_alarms_until_the_backlog_is_fetched() {
        var hasBacklog = new AtomicBoolean();
        var catchUp = new CatchUp(() -> hasBacklog::get);
        catchUp.holdsAlarms(NOW);
        assertThat(catchUp.holdsAlarms(NOW.plusSeconds(1))).isFalse();

        hasBacklog.set(true);
        catchUp.onRecord(NOW, NOW.plusSeconds(600));
        assertThat(catchUp.holdsAlarms(NOW.plusSeconds(601))).isTrue();
        assertThat(catchUp.holdsAlarms(NOW.plusSeconds(700))).isTrue();

        hasBacklog.set(false);
        assertThat(catchUp.holdsAlarms(NOW.plusSeconds(701))).isFalse();
    }

    @Test
    void clock_set_back_by_hours_does_not_prolong_the_hold() {
        var catchUp = new CatchUp(() -> () -> false);
        var ahead = NOW.plus(Duration.ofHours(3));
        catchUp.onRecord(NOW, ahead);

        assertThat(catchUp.holdsAlarms(ahead)).isTrue();
        assertThat(catchUp.holdsAlarms(NOW)).isTrue();
        assertThat(catchUp.holdsAlarms(NOW.plus(CatchUp.QUIET_PERIOD))).isFalse();
    }

    @Test
    void clock_set_back_by_milliseconds_does_not_start_another_hold() {
        var catchUp = new CatchUp(() -> () -> false);
        assertThat(catchUp.holdsAlarms(NOW)).isTrue();
        assertThat(catchUp.holdsAlarms(NOW.plus(CatchUp.QUIET_PERIOD))).isFalse();
        assertThat(catchUp.holdsAlarms(NOW.plusMillis(1))).isFalse();
    }
}
