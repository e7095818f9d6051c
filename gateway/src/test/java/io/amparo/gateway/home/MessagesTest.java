package io.amparo.gateway.home;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class MessagesTest {
    private static final Pattern KEY = Pattern.compile("\\{\\{#t}}(.*?)\\{\\{/t}}");

    private static Properties bundle(String name) {
        var texts = new Properties();
        try (var in = new InputStreamReader(MessagesTest.class.getResourceAsStream(name), UTF_8)) {
            texts.load(in);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String page(String name) {
        try (var in = MessagesTest.class.getResourceAsStream("/pages/" + name)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void every_text_exists_in_three_languages() {
        var portuguese = bundle("/messages.properties");

        for (var other : new String[]{"/messages_en.properties", "/messages_es.properties"}) {
            var texts = bundle(other);
            assertThat(texts.keySet()).isEqualTo(portuguese.keySet());
            assertThat(texts.values()).noneMatch(text -> text.toString().isBlank());
        }
    }

    @Test
    void every_message_key_of_a_page_exists() {
        for (var name : new String[]{"home.html", "board.html", "header.html", "problems.html"})
            assertThat(KEY.matcher(page(name)).results().map((MatchResult found) -> found.group(1))).isNotEmpty()
                    .allMatch(bundle("/messages.properties")::containsKey);
    }
}
