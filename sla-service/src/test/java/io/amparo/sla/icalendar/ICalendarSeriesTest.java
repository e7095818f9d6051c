package io.amparo.sla.icalendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.amparo.sla.icalendar.ICalendarReader.Content;
import java.io.IOException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.PropertyResourceBundle;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recurring events: versions, overrides, exceptions. What is not understood is reported, never guessed. */
class ICalendarSeriesTest {
    private static final String DAILY = event("UID:a", "SUMMARY:old", "DTSTART:20260706T100000", "DTEND:20260706T110000",
            "RRULE:FREQ=DAILY;COUNT=4");

    @Test
    void period_of_an_rdate_has_its_own_duration() {
        assertThat(closures(event("DTSTART:20260706T100000", "DTEND:20260706T110000",
                "RDATE;VALUE=PERIOD:20260707T140000/20260707T160000,20260708T140000Z/PT30M")))
                .containsExactly("2026-07-06 10:00-11:00", "2026-07-07 14:00-16:00", "2026-07-08 11:00-11:30");
    }

    @Test
    void override_of_this_and_future_moves_duration_and_name_of_the_later_ones() {
        var later = event("UID:a", "SUMMARY:new", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260708T100000", "DTSTART:20260709T140000",
                "DTEND:20260709T150000");
        var single = event("UID:a", "SUMMARY:one", "RECURRENCE-ID:20260709T100000", "DTSTART:20260720T080000", "DURATION:PT1H");

        assertThat(closures(DAILY + later + single)).containsExactly("2026-07-06 10:00-11:00 old", "2026-07-07 10:00-11:00 old",
                "2026-07-09 14:00-15:00 new", "2026-07-20 08:00-09:00 one");
    }

    @Test
    void second_range_takes_over_from_the_first() {
        var first = event("UID:a", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260707T100000", "DTSTART:20260707T120000",
                "DURATION:PT1H");
        var second = event("UID:a", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260709T100000", "DTSTART:20260709T150000",
                "DURATION:PT2H");

        assertThat(closures(DAILY + second + first)).containsExactly("2026-07-06 10:00-11:00 old", "2026-07-07 12:00-13:00",
                "2026-07-08 12:00-13:00", "2026-07-09 15:00-17:00");
    }

    @Test
    void moved_range_keeps_its_wall_time_across_offset_transitions() {
        var weekly = event("UID:a", "DTSTART;TZID=America/New_York:20261022T120000", "DURATION:PT1H",
                "RRULE:FREQ=WEEKLY;COUNT=3");
        var moved = event("UID:a", "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=America/New_York:20261029T120000",
                "DTSTART;TZID=America/New_York:20261029T130000", "DURATION:PT1H");

        assertThat(closures(weekly + moved)).containsExactly("2026-10-22 13:00-14:00", "2026-10-29 14:00-15:00",
                "2026-11-05 15:00-16:00");
    }

    @Test
    void cancelled_range_ends_the_series() {
        var content = read(DAILY + event("UID:a", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260708T100000", "DTSTART:20260708T100000",
                "STATUS:CANCELLED"));
        assertThat(format(content)).containsExactly("2026-07-06 10:00-11:00 old", "2026-07-07 10:00-11:00 old");
        assertThat(reasons(content)).containsExactly("cancelled");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "RECURRENCE-ID;RANGE=THISANDFUTURE:20260708T100000 | DTSTART:20260708T140000 | recurrence no-duration",
            "RECURRENCE-ID;RANGE=THISANDFUTURE:20260708T100000 | DTSTART;VALUE=DATE:20260708 | recurrence recurrence",
            "RECURRENCE-ID;RANGE=THISANDPRIOR:20260708T100000 | DTSTART:20260708T140000 | recurrence recurrence",
            "RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Mars/Olympus:20260708T100000 | DTSTART:20260708T140000 | unknown-zone recurrence"})
    void series_with_an_unusable_range_is_not_half_moved(String id, String start, String reasons) {
        var content = read(DAILY + event("UID:a", id, start));
        assertThat(content.closures()).isEmpty();
        assertThat(reasons(content)).containsExactly(reasons.split(" "));
    }

    @Test
    void range_that_recurs_itself_is_not_understood() {
        var content = read(DAILY + event("UID:a", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260708T100000", "DTSTART:20260708T140000",
                "DURATION:PT1H", "RDATE:20260801T140000"));
        assertThat(content.closures()).isEmpty();
        assertThat(reasons(content)).containsExactly("recurrence", "recurrence");
    }

    @Test
    void range_without_its_series_is_reported() {
        var content = read(
                event("UID:a", "RECURRENCE-ID;RANGE=THISANDFUTURE:20260708T100000", "DTSTART:20260708T140000", "DURATION:PT1H"));
        assertThat(content.closures()).isEmpty();
        assertThat(reasons(content)).containsExactly("recurrence");
    }

    @Test
    void highest_sequence_wins_and_then_the_latest_stamp() {
        var first = event("UID:a", "SUMMARY:0", "DTSTART;VALUE=DATE:20260706", "DTSTAMP:20260102T000000Z");
        var second = event("UID:a", "SUMMARY:2", "SEQUENCE:2", "DTSTART;VALUE=DATE:20260708", "DTSTAMP:20260101T000000Z");
        var third = event("UID:a", "SUMMARY:1", "SEQUENCE:1", "DTSTART;VALUE=DATE:20260707", "DTSTAMP:20260103T000000Z");
        var later = event("UID:a", "SUMMARY:3", "SEQUENCE:2", "DTSTART;VALUE=DATE:20260709", "DTSTAMP:20260102T000000Z");

        assertThat(format(read(first + second + third))).containsExactly("2026-07-08 00:00-24:00 2");
        assertThat(reasons(read(first + second + third))).containsExactly("superseded", "superseded");
        assertThat(format(read(later + second))).containsExactly("2026-07-09 00:00-24:00 3");
        assertThat(format(read(first + event("DTSTART;VALUE=DATE:20260710")))).hasSize(2);
    }

    @Test
    void newer_override_of_the_same_occurrence_wins() {
        var older = event("UID:a", "RECURRENCE-ID:20260707T100000", "DTSTART:20260707T120000", "DURATION:PT1H", "SEQUENCE:1");
        var newer = event("UID:a", "RECURRENCE-ID:20260707T100000", "DTSTART:20260707T150000", "DURATION:PT1H", "SEQUENCE:2");
        assertThat(format(read(newer + DAILY + older))).contains("2026-07-07 15:00-16:00")
                .doesNotContain("2026-07-07 12:00-13:00").hasSize(4);
    }

    @Test
    void cancelled_series_cancels_its_overrides_and_a_cancelled_file_all() {
        var moved = event("UID:a", "RECURRENCE-ID:20260707T100000", "DTSTART:20260707T120000", "DURATION:PT1H");
        var cancelled = event("UID:a", "SEQUENCE:1", "DTSTART:20260706T100000", "STATUS:CANCELLED");

        assertThat(read(DAILY + moved + cancelled).closures()).isEmpty();
        assertThat(reasons(read(DAILY + moved + cancelled))).containsExactly("superseded", "cancelled", "cancelled");
        assertThat(reasons(read("METHOD:CANCEL\r\n" + DAILY))).containsExactly("cancelled");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            // Midnights that Exchange writes for a date: in a zone, and in UTC.
            "EXDATE;TZID=E. South America Standard Time:20260707T000000 | RRULE:FREQ=DAILY;COUNT=3 | 2026-07-06 2026-07-08",
            "EXDATE:20260707T030000Z | RRULE:FREQ=DAILY;COUNT=3 | 2026-07-06 2026-07-08",
            "EXDATE;TZID=Asia/Tokyo:20260707T000000 | RRULE:FREQ=DAILY;COUNT=3 | 2026-07-06 2026-07-08",
            "RDATE;TZID=Europe/Berlin:20260710T000000 | SUMMARY: | 2026-07-06 2026-07-10"})
    void midnight_in_a_whole_day_series_is_its_date(String exception, String rule, String dates) {
        assertThat(read(event("DTSTART;VALUE=DATE:20260706", rule, exception)).closures().stream()
                .map(each -> each.date().toString())).containsExactly(dates.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"DTSTART;VALUE=DATE:20260706 | EXDATE:20260707T120000Z | recurrence",
            "DTSTART;VALUE=DATE:20260706 | EXDATE;TZID=Asia/Tokyo:20260707T090000 | recurrence",
            "DTSTART;VALUE=DATE:20260706 | RDATE;VALUE=PERIOD:20260707T000000/PT1H | recurrence",
            "DTSTART;VALUE=DATE:20260706 | EXRULE:FREQ=WEEKLY | recurrence",
            "DTSTART;VALUE=DATE:20260706 | RRULE:FREQ=SOMETIMES | recurrence",
            "DTSTART;VALUE=DATE:20260706 | RRULE:RSCALE=CHINESE;FREQ=YEARLY | recurrence",
            "DTSTART;VALUE=DATE:20260706 | EXDATE:yesterday | recurrence",
            "DTSTART;VALUE=DATE:20260706 | DTEND:soon | no-duration", "DTSTART;VALUE=DATE:20260706 | DURATION:P | no-duration",
            "DTSTART;TZID=No Standard Time:20260706T100000 | DURATION:PT1H | unknown-zone"})
    void part_that_is_not_understood_makes_the_event_unusable(String start, String part, String reason) {
        var content = read(event(start, part) + event("DTSTART;VALUE=DATE:20260722"));
        assertThat(reasons(content)).containsExactly(reason);
        assertThat(content.closures()).hasSize(1);
    }

    @Test
    void two_rules_of_one_event_are_not_understood() {
        var content = read(event("DTSTART;VALUE=DATE:20260706", "RRULE:FREQ=DAILY;COUNT=2", "RRULE:FREQ=WEEKLY;COUNT=2"));
        assertThat(reasons(content)).containsExactly("recurrence");
    }

    @Test
    void thousands_of_versions_and_ranges_of_one_series_are_read_in_time() {
        var versions = IntStream.range(0, 4_000)
                .mapToObj(i -> event("UID:a", "SEQUENCE:" + i, "DTSTART;VALUE=DATE:20260706", "RRULE:FREQ=DAILY"))
                .collect(Collectors.joining());
        var ranges = IntStream.range(0, 3_000)
                .mapToObj(i -> event("UID:a", "DURATION:PT1H", "DTSTART:20260706T10%02d%02d".formatted(i / 60, i % 60),
                        "RECURRENCE-ID;RANGE=THISANDFUTURE:20260706T10%02d%02d".formatted(i / 60, i % 60)))
                .collect(Collectors.joining());
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            assertThat(reasons(read(versions))).hasSize(3_999);
            read(DAILY + ranges);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "_en", "_es"})
    void every_reason_has_a_text(String language) throws IOException {
        try (var file = ICalendarSeriesTest.class.getResourceAsStream("/messages" + language + ".properties")) {
            assertThat(new PropertyResourceBundle(file).keySet()).contains("import.cancelled", "import.no-start",
                    "import.unknown-zone", "import.no-duration", "import.frequency", "import.outside", "import.recurrence",
                    "import.superseded", "field.charset");
        }
    }

    private static List<String> closures(String events) {
        var content = read(events);
        assertThat(content.unusable()).isEmpty();
        return format(content);
    }

    private static List<String> format(Content content) {
        return content.closures().stream()
                .map(each -> each.date() + " " + each.from() + "-" + each.to() + (each.name() == null ? "" : " " + each.name()))
                .toList();
    }

    private static List<String> reasons(Content content) {
        return content.unusable().stream().map(ICalendarReader.UnusableEvent::reason).toList();
    }

    private static Content read(String events) {
        var file = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:test\r\n" + events + "END:VCALENDAR\r\n";
        return new ICalendarReader(ZoneId.of("America/Sao_Paulo"), LocalDate.of(2026, 1, 1), LocalDate.of(2028, 12, 31))
                .read(file);
    }

    private static String event(String... lines) {
        return "BEGIN:VEVENT\r\n" + String.join("\r\n", lines) + "\r\nEND:VEVENT\r\n";
    }
}
