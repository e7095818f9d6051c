package io.amparo.sla.calendar;

import static io.amparo.sla.calendar.CalendarFixtures.calendar;
import static io.amparo.sla.calendar.CalendarFixtures.open;
import static io.amparo.sla.calendar.CalendarFixtures.weekdays;
import static io.amparo.sla.calendar.CalendarFixtures.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessCalendarTest {
    private static final EnumSet<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);

    @ParameterizedTest(name = "{0}: {5}")
    @CsvFileSource(resources = "/sla-vectors.csv", delimiter = ';')
    void agrees_with_the_vectors(String id, String calendar, OffsetDateTime start, Duration budget, OffsetDateTime due,
            String point) {
        var it = calendar(calendar);
        assertThat(it.add(start.toInstant(), budget)).as(point).isEqualTo(due.toInstant());
        assertThat(it.elapsed(start.toInstant(), due.toInstant())).as(id).isEqualTo(budget);
    }

    @ParameterizedTest
    @CsvSource({"2024,03-31", "2025,04-20", "2026,04-05", "2027,03-28", "2028,04-16"})
    void knows_easter(int year, String day) {
        assertThat(HolidaySet.easter(year)).isEqualTo(LocalDate.parse(year + "-" + day));
    }

    @Test
    void national_holidays_of_a_year_are_ten_since_2024() {
        assertThat(HolidaySet.BR_NATIONAL.of(2023)).hasSize(9);
        assertThat(HolidaySet.BR_NATIONAL.of(2026)).hasSize(10).contains(DatedWindow.wholeDay(LocalDate.of(2026, 4, 3)),
                DatedWindow.wholeDay(LocalDate.of(2026, 11, 20)));
    }

    @Test
    void a_holiday_cuts_a_night_window_of_the_evening_before_at_midnight() {
        var night = new BusinessCalendar(
                new CalendarRules(ZoneId.of("America/Sao_Paulo"), List.of(window(weekdays(), "22:00", "06:00")),
                        List.of(HolidaySet.BR_NATIONAL), List.of(), List.of()));
        // Thursday 22:00 to midnight, all of Friday the 20th closed, then what Friday's window has on Saturday.
        assertThat(night.add(at("2026-11-19T21:00-03:00"), Duration.ofHours(2))).isEqualTo(at("2026-11-20T00:00-03:00"));
        assertThat(night.add(at("2026-11-19T21:00-03:00"), Duration.ofHours(3))).isEqualTo(at("2026-11-21T01:00-03:00"));
    }

    @Test
    void overlapping_windows_count_once_in_any_order() {
        var it = open("UTC", window(ALL, "10:00", "14:00"), window(ALL, "08:00", "12:00"), window(ALL, "13:00", "13:30"));
        assertThat(it.elapsed(at("2026-07-20T00:00Z"), at("2026-07-21T00:00Z"))).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void closures_close_and_openings_open_even_a_holiday() {
        var it = new BusinessCalendar(new CalendarRules(ZoneId.of("America/Sao_Paulo"),
                List.of(window(weekdays(), "08:00", "18:00")),
                List.of(HolidaySet.BR_NATIONAL),
                List.of(new DatedWindow(LocalDate.of(2026, 12, 24), TimeOfDay.parse("13:00"), TimeOfDay.END_OF_DAY)),
                List.of(new DatedWindow(LocalDate.of(2026, 12, 25), TimeOfDay.parse("09:00"), TimeOfDay.parse("10:00")))));
        assertThat(it.add(at("2026-12-24T12:00-03:00"), Duration.ofHours(3))).isEqualTo(at("2026-12-28T09:00-03:00"));
    }

    @Test
    void days_of_23_and_25_hours_count_what_they_last() {
        var newYork = open("America/New_York", window(ALL, "00:00", "24:00"));
        assertThat(newYork.elapsed(at("2026-03-08T00:00-05:00"), at("2026-03-09T00:00-04:00"))).isEqualTo(Duration.ofHours(23));
        assertThat(newYork.elapsed(at("2026-11-01T00:00-04:00"), at("2026-11-02T00:00-05:00"))).isEqualTo(Duration.ofHours(25));
        var lordHowe = open("Australia/Lord_Howe", window(ALL, "00:00", "24:00"));
        assertThat(lordHowe.elapsed(at("2026-04-05T00:00+11:00"), at("2026-04-06T00:00+10:30")))
                .isEqualTo(Duration.ofMinutes(24 * 60 + 30));
    }

    @Test
    void a_window_that_starts_in_a_gap_starts_at_its_end_and_one_in_an_overlap_spans_it() {
        var gap = open("America/New_York", window(ALL, "02:30", "04:00"));
        assertThat(gap.elapsed(at("2026-03-08T00:00-05:00"), at("2026-03-09T00:00-04:00"))).isEqualTo(Duration.ofHours(1));
        var overlap = open("America/New_York", window(ALL, "01:15", "01:45"));
        assertThat(overlap.elapsed(at("2026-11-01T00:00-04:00"), at("2026-11-02T00:00-05:00"))).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void a_day_that_does_not_exist_has_no_open_time() {
        var apia = open("Pacific/Apia", window(ALL, "08:00", "18:00"));
        assertThat(apia.add(at("2011-12-29T17:00-10:00"), Duration.ofHours(2))).isEqualTo(at("2011-12-31T09:00+14:00"));
    }

    @Test
    void a_calendar_that_is_never_open_is_refused_and_one_that_ends_says_so() {
        var zone = ZoneId.of("UTC");
        assertThatThrownBy(() -> new CalendarRules(zone, List.of(), List.of(), List.of(), List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        var onceOnly = new BusinessCalendar(new CalendarRules(zone, List.of(), List.of(), List.of(),
                List.of(new DatedWindow(LocalDate.of(2026, 7, 25), TimeOfDay.parse("08:00"), TimeOfDay.parse("12:00")))));
        assertThat(onceOnly.add(at("2026-07-01T00:00Z"), Duration.ofHours(4))).isEqualTo(at("2026-07-25T12:00Z"));
        assertThatThrownBy(() -> onceOnly.add(at("2026-07-01T00:00Z"), Duration.ofHours(5)))
                .isInstanceOf(DateTimeException.class);
    }

    private static Instant at(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
