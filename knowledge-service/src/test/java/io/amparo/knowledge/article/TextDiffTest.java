package io.amparo.knowledge.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class TextDiffTest {
    @Test
    void changed_line_is_shown_with_its_surroundings() {
        assertThat(TextDiff.unified("a/1", "one\ntwo\nthree\n", "a/2", "one\r\n2\r\nthree\r\n"))
                .isEqualTo("--- a/1\n+++ a/2\n@@ -1,4 +1,4 @@\n one\n-two\n+2\n three\n ");
        assertThat(TextDiff.unified("a/1", "same", "a/2", "same")).isEmpty();
    }

    @Test
    @Timeout(5)
    void very_long_text_is_replaced_as_a_whole() {
        var diff = TextDiff.unified("a/1", lines("a"), "a/2", lines("b"));

        assertThat(diff.lines()).hasSize(100_003);
        assertThat(diff.lines().skip(2)).first().isEqualTo("@@ -1,50000 +1,50000 @@");
    }

    private static String lines(String text) {
        return IntStream.range(0, 50_000).mapToObj(_ -> text).collect(Collectors.joining("\n"));
    }
}
