package io.amparo.notification.roster;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.roster.Roster.Absence;
import io.amparo.notification.roster.Roster.Interval;
import io.amparo.notification.roster.Roster.Shift;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("R9")
class RosterTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Set<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);
    private static final Shift DAY = new Shift(ALL, LocalTime.of(8, 0), LocalTime.of(20, 0), List.of("ana", "bruno"));
    private static final Shift NIGHT = new Shift(ALL, LocalTime.of(20, 0), LocalTime.of(8, 0), List.of("carla"));

    private static Roster roster(List<Shift> shifts, Absence... absences) {
        return new Roster("manager", BERLIN, shifts, List.of(absences));
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }

    @Test
    void a_shift_keeps_its_local_time_over_a_change_to_daylight_saving_time() {
        var roster = roster(List.of(DAY));

        // 2027-03-28 02:00 becomes 03:00.
        assertThat(roster.onDuty(at("2027-03-27T07:00:00Z"))).containsExactly("ana");
        assertThat(roster.onDuty(at("2027-03-27T06:59:59Z"))).isEmpty();
        assertThat(roster.onDuty(at("2027-03-28T06:00:00Z"))).containsExactly("ana");
        assertThat(roster.onDuty(at("2027-03-28T05:59:59Z"))).isEmpty();
    }

    @Test
    void day_and_night_leave_no_gap_in_the_night_of_a_change() {
        var roster = roster(List.of(DAY, NIGHT));

        assertThat(roster.gaps(at("2027-03-20T10:00:00Z"), Duration.ofDays(28))).isEmpty();
        assertThat(roster.gaps(at("2026-10-20T10:00:00Z"), Duration.ofDays(28))).isEmpty();
        assertThat(roster.onDuty(at("2027-03-28T01:30:00Z"))).containsExactly("carla");
    }

    @Test
    void a_shift_with_equal_times_lasts_a_day() {
        var always = new Shift(ALL, LocalTime.of(9, 0), LocalTime.of(9, 0), List.of("ana"));

        assertThat(roster(List.of(always)).gaps(at("2027-03-20T10:00:00Z"), Duration.ofDays(28))).isEmpty();
    }

    @Test
    void a_stand_in_takes_over_and_without_one_the_next_person_does() {
        var from = at("2027-01-04T12:00:00Z");
        var to = at("2027-01-05T12:00:00Z");
        var now = at("2027-01-04T13:00:00Z");

        assertThat(roster(List.of(DAY), new Absence("ana", from, to, "davi")).onDuty(now)).containsExactly("davi");
        assertThat(roster(List.of(DAY), new Absence("ana", from, to, null)).onDuty(now)).containsExactly("bruno");
        assertThat(roster(List.of(DAY), new Absence("ana", from, to, "davi"), new Absence("davi", from, to, null)).onDuty(now))
                .containsExactly("bruno");
        assertThat(roster(List.of(DAY), new Absence("ana", from, to, null)).onDuty(to)).containsExactly("ana");
    }

    @Test
    void gaps_are_joined_and_end_with_absences() {
        var shift = new Shift(Set.of(DayOfWeek.MONDAY), LocalTime.of(8, 0), LocalTime.of(12, 0), List.of("ana"));
        var roster = roster(List.of(shift), new Absence("ana", at("2027-01-04T09:00:00Z"), at("2027-01-04T10:00:00Z"), null));

        assertThat(roster.gaps(at("2027-01-04T00:00:00Z"), Duration.ofDays(1))).containsExactly(
                new Interval(at("2027-01-04T00:00:00Z"), at("2027-01-04T07:00:00Z")),
                new Interval(at("2027-01-04T09:00:00Z"), at("2027-01-04T10:00:00Z")),
                new Interval(at("2027-01-04T11:00:00Z"), at("2027-01-05T00:00:00Z")));
        assertThat(roster(List.of()).gaps(at("2027-01-04T00:00:00Z"), Duration.ofDays(1)))
                .containsExactly(new Interval(at("2027-01-04T00:00:00Z"), at("2027-01-05T00:00:00Z")));
    }

    @Test
    void a_person_who_is_no_staff_any_more_is_skipped_and_leaves_a_gap() {
        var now = at("2027-01-04T13:00:00Z");
        var absence = new Absence("bruno", at("2027-01-04T12:00:00Z"), at("2027-01-05T12:00:00Z"), "davi");

        assertThat(roster(List.of(DAY)).only("bruno"::equals).onDuty(now)).containsExactly("bruno");
        assertThat(roster(List.of(DAY), absence).only(Set.of("bruno", "davi")::contains).onDuty(now)).containsExactly("davi");
        assertThat(roster(List.of(DAY), absence).only("bruno"::equals).onDuty(now)).as("no stand-in").isEmpty();
        assertThat(roster(List.of(NIGHT)).only("ana"::equals).gaps(now, Duration.ofDays(1)))
                .containsExactly(new Interval(now, now.plus(Duration.ofDays(1))));
    }
}
