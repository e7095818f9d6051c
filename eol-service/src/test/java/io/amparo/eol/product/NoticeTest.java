package io.amparo.eol.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoticeTest {

    @Tag("R10.4")
    @ParameterizedTest
    @CsvSource({"2026-11-22, 2027-11-22", "2027-02-28, 2028-02-28", "2027-03-01, 2028-03-01", "2028-02-28, 2029-02-28",
            "2028-02-29, 2029-03-01", "2028-03-01, 2029-03-01", "2026-12-31, 2027-12-31"})
    void twelve_months_are_calendar_months_rounded_up(LocalDate announcedOn, LocalDate earliest) {
        assertThat(Reminder.earliestEnd(announcedOn)).isEqualTo(earliest);
    }

    @Tag("R10.4")
    @Test
    void a_later_announcement_never_allows_an_earlier_end() {
        var day = LocalDate.of(2027, 1, 1);
        for (int i = 0; i < 3 * 365; i++)
            assertThat(Reminder.earliestEnd(day.plusDays(i + 1))).isAfterOrEqualTo(Reminder.earliestEnd(day.plusDays(i)));
    }

    @ParameterizedTest
    @CsvSource({"P12M, 2026-12-31", "P9M, 2027-03-31", "P6M, 2027-06-30", "P3M, 2027-09-30", "P1M, 2027-11-30",
            "P1W, 2027-12-24"})
    void reminders_are_on_the_same_day_of_the_month_or_its_last_day(Reminder notice, LocalDate day) {
        assertThat(notice.dayBefore(LocalDate.of(2027, 12, 31))).isEqualTo(day);
    }

    @Test
    void no_reminder_is_due_on_the_day_of_the_announcement() {
        var end = LocalDate.of(2027, 12, 31);
        assertThat(Reminder.remindersAfter(LocalDate.of(2026, 12, 31), end)).containsExactly(Reminder.P9M, Reminder.P6M,
                Reminder.P3M, Reminder.P1M, Reminder.P1W, Reminder.P0D);
        assertThat(Reminder.remindersAfter(LocalDate.of(2026, 12, 30), end)).startsWith(Reminder.P12M).hasSize(7);
        assertThat(Reminder.remindersAfter(LocalDate.of(2027, 12, 24), end)).containsExactly(Reminder.P0D);
        assertThat(Reminder.remindersAfter(end, end)).isEmpty();
    }
}
