package io.amparo.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void arrivals_are_evenly_spaced() {
        var schedule = new Schedule(50, Duration.ofSeconds(30));

        assertThat(schedule.arrivals()).isEqualTo(1500);
        assertThat(schedule.offset(0)).isZero();
        assertThat(schedule.offset(1)).isEqualTo(Duration.ofMillis(20));
        assertThat(schedule.offset(1499)).isEqualTo(Duration.ofMillis(29_980));
    }

    @Test
    void a_rate_that_does_not_divide_a_second_stays_exact() {
        var schedule = new Schedule(7, Duration.ofMinutes(10));

        assertThat(schedule.arrivals()).isEqualTo(4200);
        assertThat(schedule.offset(4193)).isEqualTo(Duration.ofSeconds(599));
    }

    @Test
    void a_number_of_arrivals_determines_the_duration() {
        assertThat(Schedule.of(100, 5)).isEqualTo(new Schedule(5, Duration.ofSeconds(20)));
        assertThat(Schedule.of(10, 3).arrivals()).isEqualTo(10);
        assertThat(Schedule.of(0, 3).arrivals()).isZero();
    }

    @Test
    void a_rate_of_zero_is_refused() {
        assertThatThrownBy(() -> new Schedule(0, Duration.ofSeconds(1))).isInstanceOf(IllegalArgumentException.class);
    }
}
