package io.amparo.sla.calendar;

import static io.amparo.sla.calendar.CalendarFixtures.calendar;
import static io.amparo.sla.calendar.CalendarFixtures.open;
import static io.amparo.sla.calendar.CalendarFixtures.weekdays;
import static io.amparo.sla.calendar.CalendarFixtures.window;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.sla.holiday.HolidaySet;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class BusinessCalendarTest {
    private static final EnumSet<DayOfWeek> ALL = EnumSet.allOf(DayOfWeek.class);

    @ParameterizedTest(name = "{0}: {5}")
    @CsvFileSource(resources = "/sla-vectors.csv", delimiter = ';')
    void matches_the_test_vectors(String id, String calendar, OffsetDateTime start, Duration budget, OffsetDateTime due,
            String point) {
        var it = calendar(calendar);
        assertThat(it.add(start.toInstant(), budget)).as(point).isEqualTo(due.toInstant());
        assertThat(it.elapsed(start.toInstant(), due.toInstant())).as(id).isEqualTo(budget);
    }

    @Test
    void holiday_cuts_the_previous_night_window_at_midnight() {
        var night = new BusinessCalendar(new CalendarRules(ZoneId.of("America/Sao_Paulo"),
                List.of(window(weekdays(), "22:00", "06:00")), List.of(HolidaySet.named("br-national")), List.of(), List.of()));

        // Thursday 22:00 to midnight; Friday the 20th is closed; then the part of Friday's window that lies on Saturday.
        assertThat(night.add(at("2026-11-19T21:00-03:00"), Duration.ofHours(2))).isEqualTo(at("2026-11-20T00:00-03:00"));
        assertThat(night.add(at("2026-11-19T21:00-03:00"), Duration.ofHours(3))).isEqualTo(at("2026-11-21T01:00-03:00"));
    }

    @Test
    void overlapping_windows_count_once_in_any_order() {
        var calendar = open("UTC", window(ALL, "10:00", "14:00"), window(ALL, "08:00", "12:00"), window(ALL, "13:00", "13:30"));
        assertThat(calendar.elapsed(at("2026-07-20T00:00Z"), at("2026-07-21T00:00Z"))).isEqualTo(Duration.ofHours(6));
    }

    @Test
    void closure_closes_a_window_and_opening_opens_a_holiday() {
        var calendar = new BusinessCalendar(new CalendarRules(ZoneId.of("America/Sao_Paulo"),
                List.of(window(weekdays(), "08:00", "18:00")), List.of(HolidaySet.named("br-national")),
                List.of(new DatedWindow(LocalDate.of(2026, 12, 24), TimeOfDay.parse("13:00"), TimeOfDay.END_OF_DAY)),
                List.of(new DatedWindow(LocalDate.of(2026, 12, 25), TimeOfDay.parse("09:00"), TimeOfDay.parse("10:00")))));
        assertThat(calendar.add(at("2026-12-24T12:00-03:00"), Duration.ofHours(3))).isEqualTo(at("2026-12-28T09:00-03:00"));
    }

    @Test
    void days_of_23_and_25_hours_count_their_real_length() {
        var newYork = open("America/New_York", window(ALL, "00:00", "24:00"));
        assertThat(newYork.elapsed(at("2026-03-08T00:00-05:00"), at("2026-03-09T00:00-04:00"))).isEqualTo(Duration.ofHours(23));
        assertThat(newYork.elapsed(at("2026-11-01T00:00-04:00"), at("2026-11-02T00:00-05:00"))).isEqualTo(Duration.ofHours(25));

        var lordHowe = open("Australia/Lord_Howe", window(ALL, "00:00", "24:00"));
        assertThat(lordHowe.elapsed(at("2026-04-05T00:00+11:00"), at("2026-04-06T00:00+10:30")))
                .isEqualTo(Duration.ofMinutes(24 * 60 + 30));
    }

    @Test
    void window_starts_at_the_end_of_a_gap_and_spans_an_overlap() {
        var gap = open("America/New_York", window(ALL, "02:30", "04:00"));
        assertThat(gap.elapsed(at("2026-03-08T00:00-05:00"), at("2026-03-09T00:00-04:00"))).isEqualTo(Duration.ofHours(1));
        var overlap = open("America/New_York", window(ALL, "01:15", "01:45"));
        assertThat(overlap.elapsed(at("2026-11-01T00:00-04:00"), at("2026-11-02T00:00-05:00"))).isEqualTo(Duration.ofMinutes(90));
    }

    @Test
    void date_skipped_by_the_zone_has_no_open_time() {
        var apia = open("Pacific/Apia", window(ALL, "08:00", "18:00"));
        assertThat(apia.add(at("2011-12-29T17:00-10:00"), Duration.ofHours(2))).isEqualTo(at("2011-12-31T09:00+14:00"));
    }

    @Test
    void day_starts_after_a_midnight_gap_and_half_hour_shift_counts_half_an_hour() {
        var saoPaulo = open("America/Sao_Paulo", window(ALL, "00:00", "02:00"));
        assertThat(saoPaulo.steps(at("2018-11-03T22:00-03:00"), at("2018-11-04T12:00-02:00"))).filteredOn(CalendarStep::counted)
                .containsExactly(new CalendarStep(at("2018-11-04T01:00-02:00"), at("2018-11-04T02:00-02:00"),
                        CalendarReason.WINDOW, null));

        var lordHowe = open("Australia/Lord_Howe", window(ALL, "00:00", "24:00"));
        assertThat(lordHowe.elapsed(at("2026-10-04T00:00+10:30"), at("2026-10-05T00:00+11:00")))
                .isEqualTo(Duration.ofMinutes(23 * 60 + 30));
    }

    @Test
    void skipped_date_has_neither_windows_nor_openings() {
        var kwajalein = open("Pacific/Kwajalein", window(ALL, "08:00", "18:00"));
        assertThat(kwajalein.add(at("1993-08-20T17:00-12:00"), Duration.ofHours(2))).isEqualTo(at("1993-08-22T09:00+12:00"));

        var neverOpen = new CalendarRules(ZoneId.of("Pacific/Apia"), List.of(), List.of(), List.of(),
                List.of(dated("2011-12-30", "08:00", "18:00")));
        assertThatThrownBy(() -> new BusinessCalendar(neverOpen)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_step_has_its_reason_and_name() {
        var calendar = new BusinessCalendar(new CalendarRules(ZoneId.of("America/Sao_Paulo"),
                List.of(window(weekdays(), "08:00", "12:00"), window(weekdays(), "12:00", "18:00")),
                List.of(HolidaySet.named("br-national")),
                List.of(new DatedWindow(LocalDate.of(2026, 12, 24), TimeOfDay.parse("13:00"), TimeOfDay.END_OF_DAY, "Festa")),
                List.of(new DatedWindow(LocalDate.of(2026, 12, 25), TimeOfDay.parse("09:00"), TimeOfDay.parse("10:00"),
                        "Plantão"))));

        var steps = calendar.steps(at("2026-12-24T07:00-03:00"), at("2026-12-26T00:00-03:00"));

        assertThat(steps).containsExactly(step("2026-12-24T07:00", "2026-12-24T08:00", CalendarReason.CLOSED, null),
                step("2026-12-24T08:00", "2026-12-24T13:00", CalendarReason.WINDOW, null),
                step("2026-12-24T13:00", "2026-12-25T00:00", CalendarReason.CLOSURE, "Festa"),
                step("2026-12-25T00:00", "2026-12-25T09:00", CalendarReason.HOLIDAY, "br.natal"),
                step("2026-12-25T09:00", "2026-12-25T10:00", CalendarReason.OPENING, "Plantão"),
                step("2026-12-25T10:00", "2026-12-26T00:00", CalendarReason.HOLIDAY, "br.natal"));
        assertThat(steps.get(3).name(Locale.of("es"))).isEqualTo("Navidad");
        assertThat(steps.get(3).name(Locale.of("pt", "BR"))).isEqualTo("Natal");
        assertThat(steps.get(2).name(Locale.ENGLISH)).isEqualTo("Festa");
    }

    private static CalendarStep step(String from, String to, CalendarReason type, String name) {
        return new CalendarStep(at(from + "-03:00"), at(to + "-03:00"), type, name);
    }

    @Test
    void calendar_open_around_the_clock_has_one_step() {
        var calendar = open("America/New_York", window(ALL, "00:00", "24:00"));
        assertThat(calendar.steps(at("2026-10-20T00:00Z"), at("2026-11-20T00:00Z")))
                .containsExactly(new CalendarStep(at("2026-10-20T00:00Z"), at("2026-11-20T00:00Z"), CalendarReason.WINDOW, null));
        assertThat(calendar.steps(at("2026-10-20T00:00Z"), at("2026-10-20T00:00Z"))).isEmpty();
    }

    @Test
    void next_opening_is_now_if_the_calendar_is_open() {
        var calendar = open("UTC", window(weekdays(), "08:00", "18:00"));
        assertThat(calendar.nextOpen(at("2026-07-24T17:59:59.9995Z"))).isEqualTo(at("2026-07-24T17:59:59.9995Z"));
        assertThat(calendar.nextOpen(at("2026-07-24T18:00Z"))).isEqualTo(at("2026-07-27T08:00Z"));
    }

    @Test
    void never_open_calendar_is_refused_and_ended_one_has_no_open_time() {
        var zone = ZoneId.of("UTC");
        var neverOpen = new CalendarRules(zone, List.of(), List.of(), List.of(), List.of());
        assertThatThrownBy(() -> new BusinessCalendar(neverOpen)).isInstanceOf(IllegalArgumentException.class);
        var tooLate = new CalendarRules(zone, List.of(), List.of(), List.of(), List.of(dated("2600-01-01", "08:00", "12:00")));
        assertThatThrownBy(() -> new BusinessCalendar(tooLate)).isInstanceOf(IllegalArgumentException.class);

        var onceOnly = new BusinessCalendar(
                new CalendarRules(zone, List.of(), List.of(), List.of(), List.of(dated("2026-07-25", "08:00", "12:00"))));
        assertThat(onceOnly.add(at("2026-07-01T00:00Z"), Duration.ofHours(4))).isEqualTo(at("2026-07-25T12:00Z"));
        assertRefused("no-open-time", () -> onceOnly.add(at("2026-07-01T00:00Z"), Duration.ofHours(5)));
        assertRefused("no-open-time", () -> onceOnly.add(at("2030-07-01T00:00Z"), Duration.ofMillis(1)));
    }

    @Test
    void out_of_range_instants_and_budgets_are_refused() {
        var calendar = calendar("A");
        assertRefused("out-of-range", () -> calendar.add(Instant.parse("9999-12-31T23:59:59Z"), Duration.ofHours(1)));
        assertRefused("out-of-range", () -> calendar.add(Instant.parse("-0001-01-01T00:00:00Z"), Duration.ofHours(1)));
        assertRefused("out-of-range", () -> calendar.elapsed(Instant.MIN, Instant.MAX));
        assertRefused("out-of-range", () -> calendar.steps(Instant.EPOCH, Instant.MAX));
        assertRefused("no-open-time", () -> calendar.add(at("2499-12-31T00:00Z"), Duration.ofHours(100)));
        assertRefused("no-open-time", () -> calendar.add(at("2026-07-25T00:00Z"), Duration.ofHours(24 * 366 * 100)));
        assertRefused("no-open-time", () -> calendar.add(at("2026-07-27T15:00Z"), Duration.ofMillis(Long.MAX_VALUE)));
        assertRefused("no-open-time", () -> calendar.add(at("2026-07-27T15:00Z"), Duration.ofSeconds(Long.MAX_VALUE)));

        // Saudi holidays follow a table that ends in 2174.
        var saudi = new BusinessCalendar(new CalendarRules(ZoneId.of("Asia/Riyadh"), calendar("A").rules().windows(),
                List.of(HolidaySet.named("sa")), List.of(), List.of()));
        assertThat(saudi.add(at("2026-07-27T06:00Z"), Duration.ofHours(1))).isEqualTo(at("2026-07-27T07:00Z"));
        assertRefused("out-of-range", () -> saudi.add(at("2300-07-27T06:00Z"), Duration.ofHours(1)));
    }

    @Test
    void budget_below_a_millisecond_counts_as_zero() {
        var saturday = at("2026-07-25T10:00Z");
        assertThat(calendar("A").add(saturday, Duration.ofNanos(500))).isEqualTo(saturday);
    }

    private static void assertRefused(String code, ThrowingCallable calculation) {
        assertThatThrownBy(calculation).isInstanceOfSatisfying(NoOpenTimeException.class,
                e -> assertThat(e.code()).isEqualTo(code));
    }

    private static DatedWindow dated(String date, String from, String to) {
        return new DatedWindow(LocalDate.parse(date), TimeOfDay.parse(from), TimeOfDay.parse(to));
    }

    private static Instant at(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
