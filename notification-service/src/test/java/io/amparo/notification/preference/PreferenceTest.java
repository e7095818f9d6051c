package io.amparo.notification.preference;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.notification.preference.Preference.Choice;
import io.amparo.notification.rule.MailChoice;
import io.amparo.notification.rule.NoticeKind;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PreferenceTest {
    private static final ZoneId MANAUS = ZoneId.of("America/Manaus");
    private static final Instant NIGHT = Instant.parse("2026-11-24T02:30:00Z"); // 22:30 in Manaus

    private static Preference quiet(boolean urgentToo) {
        return new Preference("user-X", "x", Map.of(), LocalTime.of(8, 0),
                new QuietHours(LocalTime.of(20, 0), LocalTime.of(7, 0), urgentToo), null, null);
    }

    @ParameterizedTest
    @CsvSource({"20:00, 07:00, 2026-11-24T00:00:00Z, 2026-11-24T11:00:00Z",
            "20:00, 07:00, 2026-11-24T10:59:59Z, 2026-11-24T11:00:00Z", "20:00, 07:00, 2026-11-24T11:00:00Z,",
            "20:00, 07:00, 2026-11-23T23:59:59Z,", "12:00, 13:00, 2026-11-24T16:30:00Z, 2026-11-24T17:00:00Z",
            "12:00, 13:00, 2026-11-24T17:00:00Z,"})
    void quiet_hours_end_in_the_zone_of_the_person(LocalTime from, LocalTime to, Instant now, Instant end) {
        assertThat(new QuietHours(from, to, false).endAfter(now, MANAUS).orElse(null)).isEqualTo(end);
    }

    /** In New York 02:30 does not exist on this day: the hours end at the next local time that does. */
    @Test
    void quiet_hours_that_end_in_a_skipped_hour_end_after_it() {
        var zone = ZoneId.of("America/New_York");

        assertThat(new QuietHours(LocalTime.of(22, 0), LocalTime.of(2, 30), false).endAfter(Instant.parse("2026-03-08T06:59:00Z"),
                zone)).hasValue(Instant.parse("2026-03-08T07:30:00Z"));
    }

    /** In New York 01:30 exists twice on this day: at the second 01:10 the first one is over. */
    @Test
    void quiet_hours_that_end_in_a_repeated_hour_end_after_it() {
        var zone = ZoneId.of("America/New_York");
        var quiet = new QuietHours(LocalTime.of(22, 0), LocalTime.of(1, 30), false);

        assertThat(quiet.endAfter(Instant.parse("2026-11-01T06:10:00Z"), zone)).hasValue(Instant.parse("2026-11-01T06:30:00Z"));
        assertThat(quiet.endAfter(Instant.parse("2026-11-01T05:10:00Z"), zone)).hasValue(Instant.parse("2026-11-01T05:30:00Z"));
    }

    @Test
    void quiet_hours_delay_no_contract_mail_and_a_p1_only_if_chosen() {
        assertThat(quiet(false).quietUntil(NoticeKind.TICKET_OPENED, false, NIGHT, MANAUS)).isEmpty();
        assertThat(quiet(false).quietUntil(NoticeKind.END_OF_LIFE, false, NIGHT, MANAUS)).isEmpty();
        assertThat(quiet(false).quietUntil(NoticeKind.SLA, true, NIGHT, MANAUS)).isEmpty();
        assertThat(quiet(false).quietUntil(NoticeKind.SLA, false, NIGHT, MANAUS)).isPresent();
        assertThat(quiet(true).quietUntil(NoticeKind.SLA, true, NIGHT, MANAUS)).isPresent();
    }

    @Test
    void next_digest_is_the_next_time_of_day_in_the_zone_of_the_person() {
        assertThat(quiet(false).nextDigest(NIGHT, MANAUS)).isEqualTo(Instant.parse("2026-11-24T12:00:00Z"));
        assertThat(quiet(false).nextDigest(Instant.parse("2026-11-24T12:00:00Z"), MANAUS))
                .isEqualTo(Instant.parse("2026-11-25T12:00:00Z"));
    }

    @Test
    void rules_are_the_defaults_of_a_person_without_choices() {
        var none = Preference.none("user-X", "x");

        assertThat(none.choice(NoticeKind.TICKET_REPLY)).isEqualTo(new Choice(true, MailChoice.AT_ONCE));
        assertThat(none.choice(NoticeKind.FORUM_POST)).isEqualTo(new Choice(true, MailChoice.NONE));
        assertThat(none.choice(NoticeKind.INVITATION)).isEqualTo(new Choice(false, MailChoice.AT_ONCE));
        assertThat(NoticeKind.chosen()).doesNotContain(NoticeKind.INVITATION);
    }

    @Test
    void every_template_belongs_to_one_kind() {
        for (var kind : NoticeKind.values()) assertThat(kind.templates()).allMatch(template -> NoticeKind.of(template) == kind);
    }
}
