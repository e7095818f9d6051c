package io.amparo.sla.board;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.calendar.Step;
import io.amparo.sla.clock.Explanation.Because;
import io.amparo.sla.clock.Explanation.Line;
import io.amparo.sla.clock.Fact;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.SlaClock.Redating;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ClockWordsTest {
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    private static final List<Locale> LANGUAGES = List.of(Locale.of("pt", "BR"), Locale.ENGLISH, Locale.of("es"));

    private static ClockWords in(Locale language) {
        return new ClockWords(language, SAO_PAULO);
    }

    private static List<String> words(Line line) {
        return LANGUAGES.stream().map(language -> in(language).of(line)).toList();
    }

    private static Line line(String from, String to, Duration counted, Because because, @Nullable String name) {
        var step = because.ordinal() < Because.PAUSED.ordinal()
                ? new Step(Instant.parse(from), Instant.parse(to), io.amparo.sla.calendar.Because.valueOf(because.name()), name)
                : null;
        return new Line(Instant.parse(from), Instant.parse(to), counted, because, step, step == null ? name : null,
                step == null ? "fabio@opservices.example" : null);
    }

    @Test
    void a_window_says_when_and_how_much() {
        assertThat(words(line("2026-11-13T19:00:00Z", "2026-11-13T21:00:00Z", Duration.ofHours(2), Because.WINDOW, null)))
                .containsExactly(
                        "Sexta-feira, 13 de nov. 16:00\u201318:00: 2 h contadas (hor\u00e1rio de atendimento)",
                        "Friday, 13 Nov 16:00\u201318:00: 2 h counted (service hours)",
                        "Viernes, 13 de nov 16:00\u201318:00: 2 h contadas (horario de atenci\u00f3n)");
    }

    @Test
    void a_holiday_has_its_name_in_the_readers_language_and_midnight_ends_its_day() {
        assertThat(words(line("2026-12-25T03:00:00Z", "2026-12-26T03:00:00Z", Duration.ZERO, Because.HOLIDAY, "br.natal")))
                .containsExactly(
                        "Sexta-feira, 25 de dez. 00:00\u201324:00: n\u00e3o conta (feriado: Natal)",
                        "Friday, 25 Dec 00:00\u201324:00: not counted (holiday: Christmas Day)",
                        "Viernes, 25 de dic 00:00\u201324:00: no cuenta (feriado: Navidad)");
    }

    @Test
    void a_pause_says_why_and_by_whom() {
        assertThat(words(line("2026-07-20T14:00:00Z", "2026-07-21T13:30:15Z", Duration.ZERO, Because.PAUSED, "WAITING_CUSTOMER")))
                .containsExactly(
                        "Segunda-feira, 20 de jul. 11:00 \u2013 ter\u00e7a-feira, 21 de jul. 10:30:15: n\u00e3o conta (pausado: aguardando o cliente, por fabio@opservices.example)",
                        "Monday, 20 Jul 11:00 \u2013 Tuesday, 21 Jul 10:30:15: not counted (paused: waiting for the customer, by fabio@opservices.example)",
                        "Lunes, 20 de jul 11:00 \u2013 martes, 21 de jul 10:30:15: no cuenta (en pausa: a la espera del cliente, por fabio@opservices.example)");
    }

    @Test
    void a_move_says_from_when_to_when_and_why() {
        var move = new Redating(Instant.parse("2026-07-20T17:00:00Z"), Instant.parse("2026-07-20T21:00:00Z"), null,
                new Fact("c", Instant.parse("2026-07-20T17:00:00Z"), What.PLAN, "z/1"));
        assertThat(in(Locale.ENGLISH).of(move)).isEqualTo(
                "Monday, 20 Jul 14:00: the due time moved from Monday, 20 Jul 18:00 to none while paused (another SLA plan, by the system)");
    }

    @Test
    void every_word_is_there_in_three_languages() {
        var all = new ArrayList<String>();
        for (var language : LANGUAGES) {
            var bundle = ResourceBundle.getBundle("clocks", language,
                    ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES));
            assertThat(bundle.keySet()).contains(Arrays.stream(What.values()).filter(what -> what.name().matches(
                    "PRIORITY|PLAN|KIND|COVER|CALENDAR|BUG")).map(what -> "fact." + what).toArray(String[]::new));
            all.add(bundle.getString("step.WINDOW"));
        }
        assertThat(all).doesNotHaveDuplicates();
    }
}
