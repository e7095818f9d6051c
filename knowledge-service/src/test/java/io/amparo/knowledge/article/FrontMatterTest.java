package io.amparo.knowledge.article;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontMatterTest {
    @ParameterizedTest
    @ValueSource(strings = {"title: !!java.net.URL [\"https://away.example\"]",
            "title: !<tag:yaml.org,2002:java.lang.Runtime> {}", "a: &a [x, x]\ntitle: [*a, *a]", "title: [[[[[[x]]]]]]",
            "title: x\ntitle: y", "- title", "title: \"x", "title: %x", "title: \u0007", "? [title]\n: {x: [y",
            "<script>alert(1)</script>", "title: *x"})
    void front_matter_that_is_more_than_texts_is_refused(String fields) {
        var file = FrontMatter.read("a.en.md", "---\n" + fields + "\n---\nA text.");

        assertThat(file.content()).isNull();
        assertThat(file.errors()).singleElement().satisfies(error -> assertThat(error.code()).isIn("front-matter", "text"));
    }

    /** A title is text in each answer; only a body is Markdown. */
    @ParameterizedTest
    @ValueSource(strings = {"<img src=x onerror=alert(1)>", "</title><script>alert(1)</script>", "[a](javascript:alert(1))",
            "x\" onmouseover=\"alert(1)", "{{constructor.constructor('alert(1)')()}}", "${7*7}", "'; DROP TABLE articles; --"})
    void title_with_markup_is_kept_as_text(String title) {
        var yaml = title.replace("\\", "\\\\").replace("\"", "\\\"");

        var file = FrontMatter.read("a.en.md", "---\ntitle: \"" + yaml + "\"\n---\nA text.");

        assertThat(file.errors()).isEmpty();
        assertThat(Objects.requireNonNull(file.content()).title()).isEqualTo(title);
        assertThat(Slug.of(title)).matches("[a-z0-9-]+");
    }
}
