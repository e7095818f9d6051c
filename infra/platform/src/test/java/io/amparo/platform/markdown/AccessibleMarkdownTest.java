package io.amparo.platform.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessibleMarkdownTest {
    private static final int LIMIT = 100_000;

    @Tag("R4.3")
    @ParameterizedTest
    @CsvSource(delimiter = '@', value = {"# systemctl restart@<p># systemctl restart</p>", "1. # cd /opt@<li># cd /opt</li>",
            "- ## a;- #### b@<li>#### b</li>", "> # T@<p># T</p>", "Ana;===@<p>Ana;&#61", "> Ana;> ===@<p>Ana;&#61",
            "![](a.png)@<p>![](a.png)</p>", "![a](http://example.org/a.png)@<p>![a](http://example.org/a.png)</p>",
            "x ![![](b.png)](../a.png)@<p>x ![![](b.png)", "![x][r];;[r]: ../a.png@<p>![x]",
            "#### `a` *b*@<p>#### <code>a</code> <em>b</em></p>",
            "a | ![](b.png);--|--;![](c.png) | d@<th scope=\"col\">![](b.png)</th>"})
    void heading_and_image_that_are_not_accessible_are_shown_as_text(String text, String expected) {
        var markdown = text.replace(";", "\n");

        var accessible = AccessibleMarkdown.of(markdown, LIMIT);

        assertThat(ArticleHtml.problems(markdown)).isNotEmpty();
        assertThat(ArticleHtml.problems(accessible)).as(accessible).isEmpty();
        assertThat(ArticleHtml.of(accessible, "en")).contains(expected.replace(";", "\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"## a\n\n### b", "no *heading*", "![a](a.png)", "a\n\n    # code\n\n* x\n* y", "--- text"})
    void text_that_is_accessible_is_not_changed(String markdown) {
        assertThat(AccessibleMarkdown.of(markdown, LIMIT)).isEqualTo(markdown.strip());
    }

    @Test
    void text_of_any_size_and_depth_is_accessible_within_the_limit() {
        for (var markdown : List.of("# a" + "\n".repeat(20_000) + "# b", "# a\n\n" + ">".repeat(20_000) + " b",
                "# a\n".repeat(20_000), "# a\n\n" + "[".repeat(20_000), "# a\n\n" + "*_".repeat(10_000),
                "text\n== x ".repeat(9_000))) {
            var accessible = AccessibleMarkdown.of(markdown, 20_000);

            assertThat(accessible.length()).isLessThanOrEqualTo(20_000);
            assertThat(ArticleHtml.problems(accessible)).isEmpty();
        }
    }
}
