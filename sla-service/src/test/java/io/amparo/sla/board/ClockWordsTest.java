package io.amparo.sla.board;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.board.Cause.Code;
import io.amparo.sla.calendar.Step;
import io.amparo.sla.clock.Explanation.Because;
import io.amparo.sla.clock.Explanation.Line;
import io.amparo.sla.clock.Fact;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.SlaClock.Redating;
import io.amparo.sla.plan.Objective;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
                .containsExactly("Sexta-feira, 13 de nov. 16:00\u201318:00: 2 h contadas (hor\u00e1rio de atendimento)",
                        "Friday, 13 Nov 16:00\u201318:00: 2 h counted (service hours)",
                        "Viernes, 13 de nov 16:00\u201318:00: 2 h contadas (horario de atenci\u00f3n)");
    }

    @Test
    void a_holiday_has_its_name_in_the_readers_language_and_midnight_ends_its_day() {
        assertThat(words(line("2026-12-25T03:00:00Z", "2026-12-26T03:00:00Z", Duration.ZERO, Because.HOLIDAY, "br.natal")))
                .containsExactly("Sexta-feira, 25 de dez. 00:00\u201324:00: n\u00e3o conta (feriado: Natal)",
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

    @ParameterizedTest
    @ValueSource(strings = {"clocks", "messages"})
    void every_text_is_there_in_three_languages(String bundle) throws IOException {
        assertThat(keys(bundle, "")).isNotEmpty();
        for (var language : List.of("_en", "_es")) assertThat(keys(bundle, language)).isEqualTo(keys(bundle, ""));
    }

    /**
     * Jollyday's holiday sets bring their own names, but no Spanish ones: holidays_es adds names only for holidays that Jollyday
     * knows.
     */
    @Test
    void every_holiday_of_ours_has_its_name_in_three_languages() throws IOException {
        var ours = keys("holidays", "");
        assertThat(ours).isNotEmpty().isEqualTo(keys("holidays", "_en"));
        assertThat(keys("holidays", "_es")).containsAll(ours);
        var theirs = keys("descriptions/holiday_descriptions", "");
        assertThat(keys("holidays", "_es")).filteredOn(key -> !ours.contains(key)).isNotEmpty()
                .allMatch(key -> theirs.contains("holiday.description." + key));
    }

    @Test
    void whatever_a_clock_can_say_has_its_words_and_no_other_word_is_kept() throws IOException {
        var steps = Stream.of(Because.values()).flatMap(because -> switch (because) {
            case WINDOW, CLOSED -> Stream.of("step." + because);
            case HOLIDAY, CLOSURE, OPENING -> Stream.of("step." + because, "step." + because + ".named");
            case PAUSED, PRIORITY, TERMS -> Stream.of("step." + because + ".named");
        });
        var statuses = Stream.concat(Objective.PAUSES.stream(), Stream.of("ENDED")).map(status -> "status." + status);
        var facts = Stream.of(What.values()).filter(What::redates).map(what -> "fact." + what);
        var causes = Stream.of(Code.values()).filter(code -> code != Code.MOVED_EARLIER).map(code -> "cause." + code);
        assertThat(keys("clocks", "")).isEqualTo(
                Stream.of(steps, statuses, facts, causes, Stream.of("day", "redated", "redated.standing", "no-due", "somebody"))
                        .flatMap(key -> key).collect(Collectors.toSet()));
        assertThat(Because.values()).extracting(Because::name)
                .containsAll(Stream.of(io.amparo.sla.calendar.Because.values()).map(Enum::name).toList());
    }

    /** Reads one file, because a ResourceBundle also has the keys of its fallback language. */
    private static Set<String> keys(String bundle, String language) throws IOException {
        var texts = new Properties();
        try (var file = ClockWordsTest.class.getResourceAsStream("/" + bundle + language + ".properties")) {
            texts.load(new InputStreamReader(requireNonNull(file), UTF_8));
        }
        return texts.stringPropertyNames();
    }
}
