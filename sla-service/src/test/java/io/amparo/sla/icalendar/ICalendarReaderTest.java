package io.amparo.sla.icalendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.amparo.sla.icalendar.ICalendarReader.Content;
import io.amparo.sla.icalendar.ICalendarReader.UnusableEvent;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ICalendarReaderTest {

    @Test
    void whole_day_event_closes_each_of_its_dates() {
        assertThat(closures("DTSTART;VALUE=DATE:20261224", "SUMMARY:Recesso\\, interno"))
                .containsExactly("2026-12-24 00:00-24:00 Recesso, interno");
        assertThat(closures("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261227")).containsExactly("2026-12-24 00:00-24:00",
                "2026-12-25 00:00-24:00", "2026-12-26 00:00-24:00");
        assertThat(closures("DTSTART;VALUE=DATE:20261224", "SUMMARY: ")).containsExactly("2026-12-24 00:00-24:00");
        assertThat(closures("DTSTART;VALUE=DATE:20261224", "DURATION:P1W")).hasSize(7);
        assertThat(closures("DTSTART;VALUE=DATE:20261224", "DTEND;VALUE=DATE:20261224")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            // Floating time is in the zone of the calendar.
            "DTSTART:20260722T130000 | DTEND:20260722T180000 | 2026-07-22 13:00-18:00",
            "DTSTART:20260722T160000Z | DURATION:PT5H | 2026-07-22 13:00-18:00",
            "DTSTART;TZID=Europe/Berlin:20260722T180000 | DURATION:PT1H | 2026-07-22 13:00-14:00",
            "DTSTART;TZID=/example.org/20260101/Europe/Berlin:20260722T180000 | DURATION:PT1H | 2026-07-22 13:00-14:00",
            "DTSTART:20260722T000000 | DTEND:20260723T000000 | 2026-07-22 00:00-24:00"})
    void event_time_is_converted_to_the_zone_of_the_calendar(String start, String end, String closure) {
        assertThat(closures(start, end)).containsExactly(closure);
    }

    @Test
    void event_over_midnight_is_split_by_date() {
        assertThat(closures("DTSTART:20260722T220000", "DTEND:20260724T060000")).containsExactly("2026-07-22 22:00-24:00",
                "2026-07-23 00:00-24:00", "2026-07-24 00:00-06:00");
    }

    @Test
    void zone_defined_in_the_file_is_used() {
        var zone = lines("BEGIN:VTIMEZONE", "TZID:Mars Time", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0500",
                "TZOFFSETTO:+0500", "END:STANDARD", "END:VTIMEZONE");
        assertThat(format(read(zone + event("DTSTART;TZID=Mars Time:20260722T180000", "DURATION:PT1H"))))
                .containsExactly("2026-07-22 10:00-11:00");
    }

    @Test
    void file_with_more_than_20_000_closures_is_refused() {
        assertThatThrownBy(() -> closures("DTSTART;VALUE=DATE:20260101", "DURATION:P1000D", "RRULE:FREQ=DAILY"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void many_exdates_and_a_long_zone_name_are_read_in_time() {
        var exdates = String.join(",", java.util.Collections.nCopies(20_000, "20260101"));
        var zone = "/".repeat(200_000);

        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertThat(closures("DTSTART;VALUE=DATE:19000101", "RRULE:FREQ=DAILY", "EXDATE;VALUE=DATE:" + exdates))
                    .hasSize(1_095);
            assertThat(read(event("DTSTART;TZID=" + zone + ":20260722T180000", "DURATION:PT1H")).unusable()).hasSize(1);
        });
    }

    @Test
    void recurrence_is_expanded_in_the_horizon_and_exceptions_are_applied() {
        assertThat(closures("DTSTART;VALUE=DATE:20200125", "RRULE:FREQ=YEARLY")).containsExactly("2026-01-25 00:00-24:00",
                "2027-01-25 00:00-24:00", "2028-01-25 00:00-24:00");
        assertThat(closures("DTSTART:20260706T120000", "DURATION:PT2H", "RRULE:FREQ=WEEKLY;COUNT=4", "EXDATE:20260713T120000",
                "RDATE:20260801T090000")).containsExactly("2026-07-06 12:00-14:00", "2026-07-20 12:00-14:00",
                        "2026-07-27 12:00-14:00", "2026-08-01 09:00-11:00");
        assertThat(closures("DTSTART;VALUE=DATE:20260706", "RRULE:FREQ=DAILY;UNTIL=20260708")).hasSize(3);
        assertThat(closures("DTSTART:20260706T120000", "DURATION:PT2H", "RRULE:FREQ=DAILY;UNTIL=20260708T150000Z")).hasSize(3);
        assertThat(closures("DTSTART;VALUE=DATE:20260424", "RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=2"))
                .containsExactly("2026-04-24 00:00-24:00", "2026-05-29 00:00-24:00");
    }

    @Test
    void recurrence_keeps_its_wall_time_across_offset_transitions() {
        assertThat(closures("DTSTART;TZID=America/New_York:20261029T120000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;COUNT=2"))
                .containsExactly("2026-10-29 13:00-14:00", "2026-11-05 14:00-15:00");
    }

    @Test
    void overridden_occurrence_takes_its_new_date_or_is_cancelled() {
        var events = event("UID:a", "DTSTART;VALUE=DATE:20260706", "RRULE:FREQ=WEEKLY;COUNT=3")
                + event("UID:a", "RECURRENCE-ID;VALUE=DATE:20260713", "DTSTART;VALUE=DATE:20260715")
                + event("UID:a", "RECURRENCE-ID;VALUE=DATE:20260720", "DTSTART;VALUE=DATE:20260720", "STATUS:CANCELLED");
        assertThat(format(read(events))).containsExactly("2026-07-06 00:00-24:00", "2026-07-15 00:00-24:00");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"DTSTART;VALUE=DATE:20261224 | STATUS:CANCELLED | cancelled",
            "DTSTART:20261224T130000 | SUMMARY:x | no-duration", "DTSTART:20261224T130000 | DTEND:20261224T120000 | no-duration",
            "DTSTART;TZID=Mars/Olympus:20261224T130000 | DURATION:PT1H | unknown-zone",
            "DTSTART:20261224T130000 | RRULE:FREQ=HOURLY | no-duration",
            "DTSTART;VALUE=DATE:20261224 | RRULE:FREQ=SECONDLY | frequency",
            "DTSTART;VALUE=DATE:20261224 | RRULE:FREQ=DAILY;BYMINUTE=1,2 | frequency",
            "DTSTART;VALUE=DATE:20250101 | SUMMARY:x | outside", "DTSTART:tomorrow | DURATION:PT1H | no-start",
            "SUMMARY:x | DURATION:PT1H | no-start"})
    void unusable_event_is_reported_with_its_reason(String one, String other, String reason) {
        var content = read(event(one, other) + event("DTSTART;VALUE=DATE:20260722"));
        assertThat(content.unusable()).extracting(UnusableEvent::reason).containsExactly(reason);
        assertThat(content.closures()).hasSize(1);
    }

    @Test
    void endless_or_never_matching_recurrence_terminates() {
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            assertThat(closures("DTSTART;VALUE=DATE:20260228", "RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30")).hasSizeLessThan(2);
            assertThat(closures("DTSTART;VALUE=DATE:00010101", "DTEND;VALUE=DATE:99991231")).hasSize(365 + 365 + 366);
            var daily = event("DTSTART;VALUE=DATE:18000101", "RRULE:FREQ=DAILY");
            assertThatThrownBy(() -> read(daily + daily)).isInstanceOf(IllegalArgumentException.class);
        });
    }

    @ParameterizedTest
    @CsvSource({"''", "no calendar", "'{\"a\": 1}'", "'BEGIN:VCARD\r\nEND:VCARD'"})
    void text_without_a_calendar_is_refused(String text) {
        assertThatThrownBy(() -> new ICalendarReader(ZoneId.of("UTC"), FIRST, LAST).read(text))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void default_zone_of_the_jvm_does_not_matter() {
        var before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
            assertThat(closures("DTSTART:20260722T130000", "DTEND:20260722T180000")).containsExactly("2026-07-22 13:00-18:00");
            assertThat(closures("DTSTART;VALUE=DATE:20260706", "RRULE:FREQ=DAILY;UNTIL=20260707"))
                    .containsExactly("2026-07-06 00:00-24:00", "2026-07-07 00:00-24:00");
        } finally {
            TimeZone.setDefault(before);
        }
    }

    private static final LocalDate FIRST = LocalDate.of(2026, 1, 1), LAST = LocalDate.of(2028, 12, 31);

    private static List<String> closures(String... lines) {
        var content = read(event(lines));
        assertThat(content.unusable()).isEmpty();
        return format(content);
    }

    private static List<String> format(Content content) {
        return content.closures().stream()
                .map(each -> each.date() + " " + each.from() + "-" + each.to() + (each.name() == null ? "" : " " + each.name()))
                .toList();
    }

    private static Content read(String events) {
        return new ICalendarReader(ZoneId.of("America/Sao_Paulo"), FIRST, LAST)
                .read(lines("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:test") + events + lines("END:VCALENDAR"));
    }

    private static String event(String... lines) {
        return lines("BEGIN:VEVENT") + lines(lines) + lines("END:VEVENT");
    }

    private static String lines(String... lines) {
        return String.join("\r\n", lines) + "\r\n";
    }
}
