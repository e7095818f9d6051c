package io.amparo.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The receipt and the ticket are rendered by two services, and have the same words. */
@Tag("R1.3")
@Tag("R5.6")
class ReceiptTextsTest {
    private static final Path REPOSITORY = Path.of("..", "..");
    private static final Set<String> KINDS = Set.of("metric", "pause", "noClocks");

    @ParameterizedTest
    @ValueSource(strings = {".properties", "_en.properties", "_es.properties"})
    void pause_rules_and_missing_clocks_have_the_same_words_in_mail_and_ticket(String bundle) throws IOException {
        var ofTickets = texts("ticket-service/src/main/resources/messages" + bundle);
        // The template of the mail has this text.
        assertThat(ofTickets.remove("pause.longest")).isNotBlank();

        assertThat(ofTickets).hasSizeGreaterThan(9)
                .isEqualTo(texts("notification-service/src/main/resources/mail/words" + bundle));
    }

    private static Map<String, String> texts(String file) throws IOException {
        var all = new Properties();
        try (var reader = Files.newBufferedReader(REPOSITORY.resolve(file), UTF_8)) {
            all.load(reader);
        }
        return all.stringPropertyNames().stream().filter(key -> KINDS.contains(key.substring(0, key.indexOf('.'))))
                .collect(toMap(key -> key, all::getProperty));
    }
}
