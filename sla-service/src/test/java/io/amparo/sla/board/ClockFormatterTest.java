package io.amparo.sla.board;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.board.RiskCause.Code;
import io.amparo.sla.calendar.CalendarStep;
import io.amparo.sla.clock.Explanation.ExplanationReason;
import io.amparo.sla.clock.Explanation.Line;
import io.amparo.sla.clock.SlaClock.DueDateChange;
import io.amparo.sla.ledger.Facts;
import io.amparo.sla.plan.Objective;
import java.io.IOException;
import java.io.InputStreamReader;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClockFormatterTest {
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    private static final List<Locale> LANGUAGES = List.of(Locale.of("pt", "BR"), Locale.ENGLISH, Locale.of("es"));

    private static ClockFormatter formatter(Locale language) {
        return new ClockFormatter(language, SAO_PAULO, ChangeAuthorsTest.forStaff());
    }

    private static List<String> formatted(Line line) {
        return LANGUAGES.stream().map(language -> formatter(language).of(line)).toList();
    }

    private static Line line(String from, String to, Duration counted, ExplanationReason because, @Nullable String name) {
        var step = because.ordinal() < ExplanationReason.PAUSED.ordinal()
                ? new CalendarStep(Instant.parse(from), Instant.parse(to),
                        io.amparo.sla.calendar.CalendarReason.valueOf(because.name()), name)
                : null;
        return new Line(Instant.parse(from), Instant.parse(to), counted, because, step, step == null ? name : null,
                step == null ? "user-FABIO" : null);
    }

    @Test
    void window_shows_its_time_and_counted_duration() {
        assertThat(formatted(
                line("2026-11-13T19:00:00Z", "2026-11-13T21:00:00Z", Duration.ofHours(2), ExplanationReason.WINDOW, null)))
                .containsExactly("Sexta-feira, 13 de nov. 16:00\u201318:00: 2 h contadas (hor\u00e1rio de atendimento)",
                        "Friday, 13 Nov 16:00\u201318:00: 2 h counted (service hours)",
                        "Viernes, 13 de nov 16:00\u201318:00: 2 h contadas (horario de atenci\u00f3n)");
    }

    @Test
    void holiday_is_named_in_the_readers_language_and_ends_at_24_00() {
        assertThat(formatted(
                line("2026-12-25T03:00:00Z", "2026-12-26T03:00:00Z", Duration.ZERO, ExplanationReason.HOLIDAY, "br.natal")))
                .containsExactly("Sexta-feira, 25 de dez. 00:00\u201324:00: n\u00e3o conta (feriado: Natal)",
                        "Friday, 25 Dec 00:00\u201324:00: not counted (holiday: Christmas Day)",
                        "Viernes, 25 de dic 00:00\u201324:00: no cuenta (feriado: Navidad)");
    }

    @Test
    void pause_shows_its_status_and_author() {
        assertThat(formatted(line("2026-07-20T14:00:00Z", "2026-07-21T13:30:15Z", Duration.ZERO, ExplanationReason.PAUSED,
                "WAITING_CUSTOMER"))).containsExactly(
                        "Segunda-feira, 20 de jul. 11:00 \u2013 ter\u00e7a-feira, 21 de jul. 10:30:15: n\u00e3o conta (pausado: aguardando o cliente, pelo fornecedor)",
                        "Monday, 20 Jul 11:00 \u2013 Tuesday, 21 Jul 10:30:15: not counted (paused: waiting for the customer, by the vendor)",
                        "Lunes, 20 de jul 11:00 \u2013 martes, 21 de jul 10:30:15: no cuenta (en pausa: a la espera del cliente, por el proveedor)");
    }

    @Test
    void author_is_a_contact_by_name_or_a_side() {
        for (var author : List.of(List.of("acme-bruno", "por Bruno Lima", "by Bruno Lima", "por Bruno Lima"),
                List.of("acme-eva", "pelo cliente", "by the customer", "por el cliente"),
                List.of("user-FABIO", "pelo fornecedor", "by the vendor", "por el proveedor"))) {
            var at = Instant.parse("2026-07-20T14:00:00Z");
            var line = new Line(at, at, Duration.ZERO, ExplanationReason.PRIORITY, null, "P1", author.getFirst());
            for (int i = 0; i < LANGUAGES.size(); i++) assertThat(formatted(line).get(i)).endsWith("P1, " + author.get(i + 1));
        }
    }

    @Test
    void due_date_change_shows_both_due_times_and_the_reason() {
        var change = new DueDateChange(Instant.parse("2026-07-20T17:00:00Z"), Instant.parse("2026-07-20T21:00:00Z"), null,
                Facts.fact("c", Instant.parse("2026-07-20T17:00:00Z"), "PLAN", "z/1"));
        assertThat(formatter(Locale.ENGLISH).of(change)).isEqualTo(
                "Monday, 20 Jul 14:00: the due time moved from Monday, 20 Jul 18:00 to none while paused (another SLA plan, by the system)");
    }

    @Test
    void change_that_leaves_the_due_time_names_it_once() {
        var due = Instant.parse("2026-07-20T21:00:00Z");
        var change = new DueDateChange(Instant.parse("2026-07-20T17:00:00Z"), due, due,
                Facts.fact("c", Instant.parse("2026-07-20T17:00:00Z"), "PLAN", "z/1"));
        assertThat(formatter(Locale.ENGLISH).of(change)).isEqualTo(
                "Monday, 20 Jul 14:00: the due time stays Monday, 20 Jul 18:00, with another target (another SLA plan, by the system)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"clocks", "messages"})
    void every_message_key_exists_in_three_languages(String bundle) throws IOException {
        assertThat(keys(bundle, "")).isNotEmpty();
        for (var language : List.of("_en", "_es")) assertThat(keys(bundle, language)).isEqualTo(keys(bundle, ""));
    }

    /**
     * Jollyday's holiday sets bring their own names, but no Spanish ones: holidays_es adds names only for holidays that Jollyday
     * knows.
     */
    @Test
    void every_own_holiday_is_named_in_three_languages() throws IOException {
        var own = keys("holidays", "");
        // Names of states are the same in all languages.
        own.removeIf(key -> key.matches("br\\.(?!df)[a-z]{2}"));
        assertThat(own).isNotEmpty().isEqualTo(keys("holidays", "_en"));
        assertThat(keys("holidays", "_es")).containsAll(own);

        var jollyday = keys("descriptions/holiday_descriptions", "");
        assertThat(keys("holidays", "_es")).filteredOn(key -> !own.contains(key)).isNotEmpty()
                .allMatch(key -> jollyday.contains("holiday.description." + key));
    }

    @Test
    void clock_message_keys_are_exactly_those_in_use() throws IOException {
        var steps = Stream.of(ExplanationReason.values()).flatMap(because -> switch (because) {
            case WINDOW, CLOSED -> Stream.of("step." + because);
            case HOLIDAY, CLOSURE, OPENING -> Stream.of("step." + because, "step." + because + ".named");
            case PAUSED, PRIORITY, TERMS -> Stream.of("step." + because + ".named");
        });
        var statuses = Stream.concat(Objective.PAUSE_STATUSES.stream(), Stream.of("ENDED")).map(status -> "status." + status);
        var facts = Stream.of("PRIORITY", "PLAN", "KIND", "COVER", "CALENDAR", "TZDATA", "BUG").map(term -> "fact." + term);
        var causes = Stream.of(Code.values()).filter(code -> code != Code.MOVED_EARLIER).map(code -> "cause." + code);

        assertThat(keys("clocks", ""))
                .isEqualTo(Stream
                        .of(steps, statuses, facts, causes,
                                Stream.of("day", "rescheduled", "rescheduled.paused", "rescheduled.same", "no-due", "by.CONTACT",
                                        "by.CUSTOMER", "by.VENDOR", "by.SYSTEM"))
                        .flatMap(key -> key).collect(Collectors.toSet()));
        assertThat(ExplanationReason.values()).extracting(ExplanationReason::name)
                .containsAll(Stream.of(io.amparo.sla.calendar.CalendarReason.values()).map(Enum::name).toList());
    }

    /** Reads one file, because a ResourceBundle also has the keys of its fallback language. */
    private static Set<String> keys(String bundle, String language) throws IOException {
        var texts = new Properties();
        try (var file = ClockFormatterTest.class.getResourceAsStream("/" + bundle + language + ".properties")) {
            texts.load(new InputStreamReader(requireNonNull(file), UTF_8));
        }
        return new HashSet<>(texts.stringPropertyNames());
    }
}
