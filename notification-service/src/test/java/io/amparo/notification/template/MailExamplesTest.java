package io.amparo.notification.template;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.amparo.notification.rule.NoticeKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Renders every template of the rules in every language with all of its facts, and compares it with the example that is kept in
 * {@code src/test/resources/examples/mail}. {@code -Dcontracts.update} renews the examples, so that a change is looked at.
 */
class MailExamplesTest {
    private static final boolean UPDATE = System.getProperty("contracts.update") != null;
    private static final Path TEMPLATES = Path.of("src/main/resources/mail");
    private static final Path EXAMPLES = Path.of("src/test/resources/examples/mail");
    private static final List<String> LANGUAGES = List.of("pt-BR", "en", "es");
    private static final Set<String> PARTIALS = Set.of("eol", "footer", "others", "sla");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[#^/]?([a-zA-Z]+)}}");
    private static final Pattern PARTIAL = Pattern.compile("\\{\\{>([a-z]+)}}");
    private static final Instant AT = Instant.parse("2026-11-23T15:00:00Z");

    /** Facts that show another text in place of the usual one. */
    private static final Map<String, Object> EXCEPTIONS = Map.of("noClocks", new LocalizedCode("noClocks", "NO_TARGETS"),
            "neverPauses", true, "expired", true);
    private static final Map<String, Object> FACTS = Map.ofEntries(entry("number", "T-2026-000123"),
            entry("subject", "Coletor parado"), entry("name", "Bruno Lima"), entry("vendor", "OpServices"),
            entry("kind", new LocalizedCode("kind", "INCIDENT")), entry("priority", "P2"), entry("product", "OpMon 9"),
            entry("version", "9.2"), entry("openedAt", AT), entry("receivedAt", AT), entry("refusedAt", AT), entry("sentAt", AT),
            entry("closeAt", AT), entry("declinedAt", AT), entry("decidedAt", AT), entry("escalatedAt", AT),
            entry("appealedAt", AT), entry("warnedAt", AT), entry("dueAt", AT.plusSeconds(14_400)), entry("expiresAt", AT),
            entry("plan", "premium-24x7"), entry("planVersion", 3), entry("calendar", "24x7"),
            entry("calendarZone", "America/Sao_Paulo"),
            entry("promises",
                    List.of(Map.of("metric", new LocalizedCode("metric", "RESOLUTION"), "budget", Duration.ofHours(4), "dueAt",
                            AT.plusSeconds(14_400)))),
            entry("hasPauses", true),
            entry("pauses",
                    List.of(Map.of("status", new LocalizedCode("pause", "WAITING_CUSTOMER"), "longest", Duration.ofHours(72),
                            "metrics", List.of(Map.of("paused", new LocalizedCode("metric", "RESOLUTION")))))),
            entry("agent", "Fabio Melo"), entry("body", "Reinicie o coletor <b>snmpd</b> & avise."),
            entry("wholeBody", "/api/v1/tickets/T-2026-000123/messages/m-2"),
            entry("questions", List.of(Map.of("question", "Qual é a versão?"))), entry("reason", "Estamos parados"),
            entry("clause", "8.X12"), entry("outcome", new LocalizedCode("appeal", "ACCEPTED")), entry("bug", "OPM-4711"),
            entry("release", "9.3"), entry("contact", "Bruno Lima"), entry("customer", "Acme Telecom"), entry("exclusion", "X12"),
            entry("metric", new LocalizedCode("metric", "RESOLUTION")), entry("percent", 75), entry("hasOthers", true),
            entry("others", List.of(
                    Map.of("otherMetric", new LocalizedCode("metric", "FIRST_RESPONSE"), "otherDueAt", AT, "otherBreached", true),
                    Map.of("otherMetric", new LocalizedCode("metric", "RESOLUTION"), "otherDueAt", AT, "otherPercent", 50),
                    Map.of("otherMetric", new LocalizedCode("metric", "FIX_DELIVERED"), "otherDueAt", AT, "otherWithdrawn",
                            true))),
            entry("endOfLife", LocalDate.of(2027, 12, 31)), entry("previousEndOfLife", LocalDate.of(2027, 6, 30)),
            entry("successor", "opmon-9"), entry("migrationPath", "8.9 → 9.2"), entry("notice", Period.ofMonths(6)),
            entry("versions", "8.9"), entry("company", "Acme Telecom"), entry("inviter", "Ana Souza"),
            entry("link", "https://support.example/invitations/token"), entry("email", "bruno@acme.example"),
            entry("title", "Coleta por SNMP"), entry("reviewAt", LocalDate.of(2026, 11, 30)), entry("slug", "coleta-por-snmp"),
            entry("host", "hooks.acme.example"), entry("disabledAt", AT),
            entry("disabledReason", new LocalizedCode("webhook", "FAILING")), entry("validTo", LocalDate.of(2027, 5, 30)),
            entry("daysLeft", 30), entry("rating", new LocalizedCode("rating", "NOT_HELPFUL")), entry("count", 53),
            entry("lines", List.of(Map.of("line", "[T-2026-000123] …"), Map.of("line", "…"))), entry("dropped", 3),
            entry("alerts", List.of(Map.of("alertNumber", "T-2026-000123", "alertCustomer", "Acme Telecom", "alertMetric",
                    new LocalizedCode("metric", "RESOLUTION"), "alertPercent", 100, "alertDueAt", AT))));

    private static Stream<String> templates() {
        return Stream.concat(Arrays.stream(NoticeKind.values()).flatMap(kind -> kind.templates().stream()), Stream.of("digest"));
    }

    @Test
    void every_template_file_belongs_to_a_rule_and_a_language() throws IOException {
        var expected = Stream.concat(templates(), PARTIALS.stream())
                .flatMap(template -> LANGUAGES.stream().map(language -> template + "_" + language + ".mustache")).toList();

        try (var files = Files.list(TEMPLATES)) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".mustache")))
                    .containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    /** A placeholder that no fact fills renders as empty text. */
    @TestFactory
    Stream<DynamicTest> every_placeholder_is_a_fact() {
        return forEachTemplate((template, language) -> assertThat(placeholders(template, language)).isNotEmpty()
                .allMatch(name -> FACTS.containsKey(name) || EXCEPTIONS.containsKey(name) || isInList(name)));
    }

    private static boolean isInList(String name) {
        return FACTS.values().stream().filter(List.class::isInstance).map(List.class::cast)
                .anyMatch(list -> list.toString().contains(name + "="));
    }

    @TestFactory
    Stream<DynamicTest> rendered_example_is_the_one_that_was_looked_at() {
        return forEachTemplate((template, language) -> {
            var facts = new TreeMap<>(FACTS);
            if (template.equals("refused")) facts.put("reason", new LocalizedCode("reason", "contract-expired"));
            var mail = Mail.render(new MailModel(template, facts), language, ZoneId.of("America/Sao_Paulo"));
            assertThat(mail.text()).as("no placeholder is left").doesNotContain("{{");
            check(template + "_" + language + ".txt", mail.subject() + "\n\n" + mail.text());
            check(template + "_" + language + ".html", mail.html());
        });
    }

    private static Stream<DynamicTest> forEachTemplate(BiConsumer<String, String> test) {
        return templates().flatMap(template -> LANGUAGES.stream()
                .map(language -> dynamicTest(template + " " + language, () -> test.accept(template, language))));
    }

    private static void check(String name, String rendered) {
        var file = EXAMPLES.resolve(name);
        try {
            Files.createDirectories(EXAMPLES);
            if (UPDATE) Files.writeString(file, rendered);
            assertThat(file).as("-Dcontracts.update renews the examples: look at them").exists().content(UTF_8)
                    .isEqualTo(rendered);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> placeholders(String template, String language) {
        try {
            var text = Files.readString(TEMPLATES.resolve(template + "_" + language + ".mustache"));
            var names = new TreeSet<>(PLACEHOLDER.matcher(text).results().map(found -> found.group(1)).toList());
            PARTIAL.matcher(text).results().forEach(found -> names.addAll(placeholders(found.group(1), language)));
            return names;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
