package io.amparo.entitlement.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.Vocabulary;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessagesTest {
    private static final Pattern REASON = Pattern.compile("Reason\\.of\\(\"([^\"]+)\"");
    private static final Pattern ALTERNATIVE = Pattern.compile("\\b(?:alternative|order)\\(\"([^\"]+)\"");

    private static Properties texts(String bundle) throws IOException {
        var texts = new Properties();
        try (var resource = new InputStreamReader(
                Objects.requireNonNull(MessagesTest.class.getResourceAsStream("/" + bundle + ".properties")), UTF_8)) {
            texts.load(resource);
        }
        return texts;
    }

    @ParameterizedTest
    @ValueSource(strings = {"messages_en", "messages_es"})
    void every_language_has_the_same_keys_and_placeholders(String bundle) throws IOException {
        var portuguese = texts("messages");
        var other = texts(bundle);

        assertThat(other.stringPropertyNames()).isEqualTo(portuguese.stringPropertyNames());
        for (var key : portuguese.stringPropertyNames())
            assertThat(placeholders(other.getProperty(key))).as(key).isEqualTo(placeholders(portuguese.getProperty(key)));
    }

    private static TreeSet<String> placeholders(String text) {
        var placeholders = new TreeSet<String>();
        Pattern.compile("\\{\\d}").matcher(text).results().forEach(match -> placeholders.add(match.group()));
        return placeholders;
    }

    @Test
    void every_reason_of_a_decision_is_in_the_event_contract() throws IOException {
        var ofOffersAndOrders = Set.of("open-to-all", "not-yet-offered", "order-needs-edition");

        assertThat(texts("messages").stringPropertyNames()).filteredOn(key -> key.startsWith("reason."))
                .map(key -> key.substring("reason.".length())).filteredOn(code -> !ofOffersAndOrders.contains(code))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(Vocabulary.ReasonCode.values()).map(Vocabulary.ReasonCode::toString).toList());
    }

    @Test
    void every_code_in_the_rules_has_a_text() throws IOException {
        var keys = new TreeSet<String>();
        for (var source : new String[]{"coverage/CoverageRules", "coverage/DutyRules", "coverage/Alternative",
                "coverage/Access"}) {
            var code = Files.readString(Path.of("src/main/java/io/amparo/entitlement/" + source + ".java"));
            REASON.matcher(code).results().forEach(match -> keys.add("reason." + match.group(1)));
            ALTERNATIVE.matcher(code).results().forEach(match -> keys.add("alternative." + match.group(1)));
        }

        assertThat(keys).hasSizeGreaterThan(20);
        assertThat(texts("messages").stringPropertyNames()).containsAll(keys);
    }
}
