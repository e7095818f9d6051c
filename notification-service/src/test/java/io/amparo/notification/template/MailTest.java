package io.amparo.notification.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailTest {
    private static final ZoneId SAO_PAULO = ZoneId.of("America/Sao_Paulo");
    private static final Instant DUE = Instant.parse("2026-11-23T19:00:20.123Z");

    private static MailModel receipt() {
        return MailModel.of("receipt").with("number", "T-2026-000123").with("subject", "Coletor parado").with("name", "Bruno")
                .with("kind", new LocalizedCode("kind", "INCIDENT")).with("priority", "P1").with("product", "opmon-9")
                .with("version", "9.2").with("openedAt", Instant.parse("2026-11-23T15:00:00Z")).with("vendor", "OpServices");
    }

    private static MailModel withDefinition(MailModel model) {
        return model.with("plan", "standard").with("planVersion", 3).with("calendar", "business-hours")
                .with("calendarZone", "America/Sao_Paulo")
                .with("promises",
                        List.of(Map.of("metric", new LocalizedCode("metric", "FIRST_RESPONSE"), "budget", Duration.ofMinutes(30),
                                "dueAt", Instant.parse("2026-11-23T15:30:00Z")),
                                Map.of("metric", new LocalizedCode("metric", "RESOLUTION"), "budget",
                                        Duration.ofSeconds(4 * 3600 + 20), "dueAt", DUE)))
                .with("hasPauses", true).with("pauses",
                        List.of(Map.of("status", new LocalizedCode("pause", "WAITING_CUSTOMER"), "longest", Duration.ofDays(3),
                                "metrics", List.of(Map.of("paused", new LocalizedCode("metric", "FIRST_RESPONSE")),
                                        Map.of("paused", new LocalizedCode("metric", "RESOLUTION"))))));
    }

    @Tag("R1.3")
    @Test
    void receipt_shows_number_plan_calendar_zone_due_times_and_clock_pauses() {
        var mail = Mail.render(withDefinition(receipt()), "pt-BR", SAO_PAULO);

        assertThat(mail.subject()).isEqualTo("[T-2026-000123] Chamado registrado: Coletor parado");
        assertThat(mail.text()).contains("número T-2026-000123", "Plano: standard (versão 3)",
                "business-hours, no fuso America/Sao_Paulo", "Como o relógio para:",
                "- Primeira resposta, Solução: pausado enquanto aguardamos uma resposta ou informação sua, no máximo 72 h\n",
                "- Primeira resposta: até segunda-feira, 23 de novembro de 2026, 12:30:00 (Horário Padrão de Brasília,"
                        + " America/Sao_Paulo); prazo de 30 min de atendimento",
                "- Solução: até segunda-feira, 23 de novembro de 2026, 16:00:20 (Horário Padrão de Brasília,"
                        + " America/Sao_Paulo); prazo de 4 h 20 s de atendimento");
        assertThat(mail.text()).doesNotContain("segue em outra mensagem");
    }

    @Tag("R1.3")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pt-BR | pausado enquanto trabalhamos no chamado                  | Nenhum status do chamado o para.
            en    | paused while we work on the ticket                | No status of the ticket stops it.
            es    | en pausa mientras trabajamos en el ticket               | Ningún estado del ticket lo detiene.
            """)
    void pause_rules_are_worded_from_the_plan_in_each_language(String language, String rule, String none) {
        var pause = Map.of("status", new LocalizedCode("pause", "IN_PROGRESS"), "metrics",
                List.of(Map.of("paused", new LocalizedCode("metric", "RESOLUTION"))));
        var definition = withDefinition(receipt());

        assertThat(Mail.render(definition.with("pauses", List.of(pause)), language, SAO_PAULO).text())
                .contains(": " + rule + "\n").doesNotContain(none, "72 h");
        assertThat(Mail.render(definition.with("pauses", List.of()).with("neverPauses", true), language, SAO_PAULO).text())
                .contains(none);
    }

    @Tag("R5.6")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pt-BR | Nenhum relógio de SLA corre para este chamado: solicitações de serviço
            en    | No SLA clock runs for this ticket: service requests
            es    | Ningún reloj de SLA corre para este ticket: las solicitudes de servicio
            """)
    void receipt_of_a_service_request_says_that_no_clock_runs(String language, String expected) {
        var request = receipt().with("noClocks", new LocalizedCode("noClocks", "KIND_WITHOUT_CLOCKS"));

        for (var model : List.of(request, withDefinition(request)))
            assertThat(Mail.render(model, language, SAO_PAULO).text()).contains(expected).doesNotContain("business-hours",
                    "The SLA definition of this ticket follows");
    }

    @Tag("R1.3")
    @Test
    void receipt_without_a_definition_announces_that_it_follows() {
        var mail = Mail.render(receipt(), "en", SAO_PAULO);

        assertThat(mail.text()).contains("The SLA definition of this ticket follows").doesNotContain("SLA definition\nPlan:");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pt-BR | America/Sao_Paulo | segunda-feira, 23 de novembro de 2026, 16:00:20 (Horário Padrão de Brasília, America/Sao_Paulo)
            en    | Europe/London     | Monday, November 23, 2026, 19:00:20 (Greenwich Mean Time, Europe/London)
            en-GB | Asia/Tokyo        | Tuesday, November 24, 2026, 04:00:20 (Japan Standard Time, Asia/Tokyo)
            es    | America/Bogota    | lunes, 23 de noviembre de 2026, 14:00:20 (hora estándar de Colombia, America/Bogota)
            de    | America/Sao_Paulo | segunda-feira, 23 de novembro de 2026, 16:00:20 (Horário Padrão de Brasília, America/Sao_Paulo)
            """)
    void instant_is_formatted_in_language_and_zone_of_the_recipient(String language, String zone, String expected) {
        var breach = MailModel.of("sla-breach").with("dueAt", DUE);

        assertThat(Mail.render(breach, language, ZoneId.of(zone)).text()).contains(": " + expected);
    }

    @Test
    void user_input_never_becomes_markup() {
        var mail = Mail.render(
                MailModel.of("reply").with("number", "T-2026-000001").with("subject", "<b>\"x\"</b>")
                        .with("agent", "O'Neill & <i>Co</i>").with("body", "<script>alert(1)</script>\n{{number}} {{>footer}}"),
                "en", SAO_PAULO);

        assertThat(mail.html()).doesNotContain("<script", "<b>", "<i>").contains(
                "&lt;script&gt;alert(1)&lt;/script&gt;<br>\n{{number}} {{&gt;footer}}", "O&#39;Neill &amp; &lt;i&gt;Co&lt;/i&gt;",
                "<title>[T-2026-000001] Answer from support: &lt;b&gt;&quot;x&quot;&lt;/b&gt;</title>", "<html lang=\"en\">");
        assertThat(mail.text()).contains("<script>alert(1)</script>\n{{number}}");
    }

    @Test
    void subject_with_line_breaks_is_rendered_as_one_line() {
        var mail = Mail.render(receipt().with("subject", "x\r\nBcc: all@acme.example\r\n\r\nhello"), "en", SAO_PAULO);

        assertThat(mail.subject()).isEqualTo("[T-2026-000123] Ticket registered: x Bcc: all@acme.example hello");
    }

    @Tag("R10.5")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pt-BR | Lembrete, 6 meses: fim de vida do OpMon 8 | Fim de vida: sexta-feira, 31 de dezembro de 2027 | Produto alternativo: opmon-9
            en    | Reminder, 6 months: end of life of OpMon 8 | End of life: Friday, December 31, 2027 | Alternative product: opmon-9
            es    | Recordatorio, 6 meses: fin de vida de OpMon 8 | Fin de vida: viernes, 31 de diciembre de 2027 | Producto alternativo: opmon-9
            """)
    void reminder_shows_the_end_of_life_date_and_the_successor(String language, String subject, String date, String successor) {
        var mail = Mail.render(
                MailModel.of("eol-reminder").with("product", "OpMon 8").with("endOfLife", LocalDate.of(2027, 12, 31))
                        .with("notice", Period.ofMonths(6)).with("successor", "opmon-9").with("migrationPath", "8.9 → 9.2"),
                language, SAO_PAULO);

        assertThat(mail.subject()).isEqualTo(subject);
        assertThat(mail.text()).contains(date, successor, "8.9 → 9.2").doesNotContain("Motivo", "Reason");
    }

    @ParameterizedTest
    @CsvSource({"P1W,1 week", "P1M,1 month", "P2W,2 weeks", "P12M,12 months", "P1Y,12 months", "P10D,1 week 3 days"})
    void period_is_formatted_in_words(Period period, String expected) {
        assertThat(Mail.render(MailModel.of("eol-reminder").with("notice", period), "en", SAO_PAULO).subject())
                .contains(expected);
    }

    @Test
    void code_without_translation_is_shown_as_it_is() {
        var mail = Mail.render(MailModel.of("refused").with("reason", new LocalizedCode("reason", "brand-new-reason")), "es",
                SAO_PAULO);

        assertThat(mail.text()).contains("no pudo ser aceptado: brand-new-reason.");
    }

    static Stream<String> templates() throws IOException, URISyntaxException {
        try (var files = Files.list(
                Path.of(Objects.requireNonNull(MailTest.class.getResource("/mail/words.properties")).toURI()).getParent())) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith("_pt-BR.mustache"))
                    .map(name -> name.replace("_pt-BR.mustache", ""))
                    .filter(name -> !List.of("footer", "sla", "eol", "others").contains(name)).toList().stream();
        }
    }

    /** A misspelt placeholder renders as empty text, which only a customer would notice. */
    @ParameterizedTest
    @MethodSource("templates")
    void all_languages_of_a_template_use_the_same_placeholders(String template) {
        assertThat(names(template, "en")).isEqualTo(names(template, "pt-BR")).isNotEmpty();
        assertThat(names(template, "es")).isEqualTo(names(template, "pt-BR"));
    }

    private static List<String> names(String template, String language) {
        try (var file = Objects
                .requireNonNull(MailTest.class.getResourceAsStream("/mail/%s_%s.mustache".formatted(template, language)))) {
            return Pattern.compile("\\{\\{[#^/>]?([a-zA-Z]+)}}").matcher(new String(file.readAllBytes(), UTF_8)).results()
                    .map(found -> found.group(1)).distinct().sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"_en", "_es"})
    void each_language_translates_each_code(String language) throws IOException {
        assertThat(words(language).keySet()).isEqualTo(words("").keySet());
    }

    private static Properties words(String language) throws IOException {
        var words = new Properties();
        try (var file = Objects.requireNonNull(MailTest.class.getResourceAsStream("/mail/words" + language + ".properties"))) {
            words.load(new InputStreamReader(file, UTF_8));
        }
        return words;
    }
}
