package io.amparo.knowledge.certificate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.events.knowledge.KnowledgeEvent.CertificateExpired;
import io.amparo.events.knowledge.KnowledgeEvent.CertificateExpiring;
import io.amparo.events.knowledge.KnowledgeEvent.CertificateIssued;
import io.amparo.events.knowledge.KnowledgeEvent.CertificateRevoked;
import io.amparo.knowledge.certificate.Certificate.Course;
import io.amparo.knowledge.certificate.Certificate.Holder;
import io.amparo.knowledge.certificate.Certificate.State;
import io.amparo.platform.store.Change;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("R4.2")
class CertificateTest {
    private static final LocalDate END = LocalDate.of(2027, 6, 14);
    private static final ZoneId ZONE = ZoneId.of("America/Sao_Paulo");
    private static final LocalDate TODAY = LocalDate.of(2026, 12, 1);
    private static final Instant NOW = at(TODAY).toInstant();
    private static final CertificateCode CODE = CertificateCode.random(new Random(1));

    private final Certificate valid = issue(null).state();
    private final Certificate ending = valid.end(by(END), ZONE).state();

    /** An evening of the vendor, of which the day in UTC is the next one. */
    private static ZonedDateTime at(LocalDate day) {
        return day.atTime(22, 30).atZone(ZONE);
    }

    private static MajorEnd by(LocalDate lastDay) {
        return new MajorEnd(lastDay, 10);
    }

    private static Change<Certificate, KnowledgeEvent> issue(@Nullable LocalDate validTo) {
        return Certificate.issue("c-1", CODE, new Holder("user-1", "p-1", "Ana Souza", "acme"),
                new Course("opmon", 2, "OpMon 9", "pt-BR", "opmon-9", 9), NOW, validTo == null ? null : by(validTo), at(TODAY));
    }

    /** Returns the days of the reminders that ticks on these days emit, and 0 for the end. */
    private static List<Integer> ticks(Certificate certificate, Stream<LocalDate> days) {
        var emitted = new ArrayList<Integer>();
        var current = new Certificate[]{certificate};
        days.forEach(day -> {
            var change = current[0].tick(at(day));
            change.events()
                    .forEach(event -> emitted.add(event instanceof CertificateExpiring expiring ? expiring.daysLeft() : 0));
            current[0] = change.state();
        });
        return emitted;
    }

    @Test
    void issue_emits_an_event_without_the_name() {
        assertThat(issue(END).events()).containsExactly(
                new CertificateIssued("c-1", "p-1", "acme", "opmon", 2, "OpMon 9", "pt-BR", "opmon-9", 9, NOW, END));
        assertThat(issue(null).events().toString()).doesNotContain("Ana Souza", CODE.value());
        assertThat(issue(null).dueAt()).isNull();
    }

    @Test
    void reminders_come_90_60_30_and_7_days_before_the_end_each_once() {
        assertThat(ticks(ending, END.minusDays(120).datesUntil(END.plusDays(5)))).containsExactly(90, 60, 30, 7, 0);
        assertThat(ending.tick(at(END.minusDays(91))).events()).isEmpty();
    }

    @Test
    void after_a_downtime_only_the_newest_reminder_comes() {
        assertThat(ticks(ending, Stream.of(END.minusDays(20), END.minusDays(19), END.minusDays(1)))).containsExactly(30, 7);
        assertThat(ticks(ending, Stream.of(END.plusDays(40), END.plusDays(41)))).containsExactly(0);
    }

    @Test
    void certificate_is_due_at_each_reminder_and_after_its_last_day() {
        var due = new ArrayList<LocalDate>();
        var change = valid.end(by(END), ZONE);
        while (change.dueAt() != null) {
            due.add(Validity.day(change.dueAt(), ZONE));
            change = change.state().tick(change.dueAt().atZone(ZONE));
        }
        assertThat(due).containsExactly(END.minusDays(90), END.minusDays(60), END.minusDays(30), END.minusDays(7),
                END.plusDays(1));
    }

    @Test
    void certificate_is_valid_on_its_last_day_and_expired_after_it() {
        assertThat(ending.state(END)).isEqualTo(State.VALID);
        assertThat(ending.state(END.plusDays(1))).isEqualTo(State.EXPIRED);
        assertThat(ending.tick(at(END.plusDays(1))).events())
                .containsExactly(new CertificateExpired("c-1", "p-1", "opmon", "OpMon 9", "pt-BR", END));
    }

    @Test
    void end_that_is_set_does_not_move() {
        assertThat(ending.end(by(END.minusDays(30)), ZONE).state()).isEqualTo(ending);
        assertThat(ending.end(by(END.plusDays(30)), ZONE).state()).isEqualTo(ending);
    }

    @Test
    void certificate_for_an_older_major_ends_as_the_others_but_not_before_its_issue() {
        assertThat(issue(END).state().validTo()).isEqualTo(END);
        assertThat(issue(LocalDate.of(2020, 1, 1)).state().validTo()).isEqualTo(TODAY);
        assertThat(valid.end(by(LocalDate.of(2020, 1, 1)), ZONE).state().validTo()).isEqualTo(TODAY);
    }

    @Test
    void reminders_of_days_before_the_issue_are_left_out() {
        var late = issue(TODAY.plusDays(50)).state();

        assertThat(ticks(late, TODAY.datesUntil(TODAY.plusDays(60)))).containsExactly(30, 7, 0);
    }

    @Test
    void code_and_date_never_change() {
        var revoked = ending.tick(at(END.plusDays(1))).state().revoke("Fraude", "fabio", at(END.plusDays(2)).toInstant()).state();

        assertThat(revoked.code()).isEqualTo(valid.code());
        assertThat(revoked.issuedAt()).isEqualTo(NOW);
        assertThat(revoked.holder()).isEqualTo(valid.holder());
        assertThat(revoked.validTo()).isEqualTo(END);
    }

    @Test
    void revoked_certificate_has_no_reminders_and_stays_revoked() {
        var change = ending.revoke("Fraude de Ana", "fabio", NOW);

        assertThat(change.events()).containsExactly(new CertificateRevoked("c-1", "p-1", "opmon", "OpMon 9", "pt-BR", NOW));
        assertThat(change.dueAt()).isNull();
        assertThat(change.state().tick(at(END.plusDays(1))).events()).isEmpty();
        assertThat(change.state().state(END.plusDays(1))).isEqualTo(State.REVOKED);
        assertThatThrownBy(() -> change.state().revoke("Outra", "fabio", NOW)).hasMessage("certificate-revoked");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"Ana Souza | true", "田中 | true", "x | true", "user-1 | false", "' user-1\t' | false",
            "'' | false", "'  ' | false", "\u202e | false", "- | false"})
    void nobody_is_certified_without_a_name(String name, boolean isName) {
        assertThat(IssueCertificate.isName(name, "user-1")).isEqualTo(isName);
    }

    @Test
    void name_is_printed_on_one_line_and_in_its_direction() {
        var names = Map.of("Ana\ncom distinção", "Ana com distinção", "\u202eanA\u2069\u0000Souza", "anA Souza",
                "\u2028Ana\r\n\tSouza\u2029", "Ana Souza", "می\u200cخواهم", "می\u200cخواهم", "D'Ávila-Nuñes (Zé)",
                "D'Ávila-Nuñes (Zé)");

        names.forEach((name, printed) -> assertThat(IssueCertificate.visible(name)).isEqualTo(printed));
    }

    @Test
    void codes_have_60_random_bits() {
        var random = new Random(7);
        var codes = Stream.generate(() -> CertificateCode.random(random).value()).limit(10_000).toList();

        assertThat(codes).doesNotHaveDuplicates().allMatch(code -> code.matches("AMP(-[0-9A-HJKMNP-TV-Z]{4}){3}"));
        assertThat(codes.stream().flatMapToInt(code -> code.substring(4).chars()).distinct().count()).isEqualTo(33);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AMP-7K2Q-M9XD-01TZ", "amp-7k2q-m9xd-0itz", "AMP7K2QM9XDOLTZ", " AMP 7K2Q M9XD 01TZ "})
    void code_is_read_as_people_type_it(String typed) {
        assertThat(CertificateCode.parse(typed).map(CertificateCode::value)).contains("AMP-7K2Q-M9XD-01TZ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AMP", "AMP-7K2Q-M9XD-01T", "AMP-7K2Q-M9XD-01TU", "XYZ-7K2Q-M9XD-01TZ", "AMP-7K2Q-M9XD-01TZ-7K2Q",
            "../../AMP-7K2Q-M9XD-01TZ"})
    void other_texts_are_no_codes(String typed) {
        assertThat(CertificateCode.parse(typed)).isEmpty();
        assertThat(CertificateCode.parse(typed + "A".repeat(100_000))).isEmpty();
    }

    @Test
    void revocation_keeps_its_reason() {
        assertThat(Objects.requireNonNull(ending.revoke("Fraude", "fabio", NOW).state().revocation()).reason())
                .isEqualTo("Fraude");
    }
}
