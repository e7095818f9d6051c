package io.amparo.platform.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.json.JsonMapper;

class ArticleHtmlTest {
    private static final String IMAGE = "![The board](images/board.png \"Board\")";
    private static final Set<String> ELEMENTS = Set.of("div", "p", "br", "em", "strong", "code", "pre", "a", "img");
    private static final Pattern TAG = Pattern.compile("</?([^\\s/>]*)([^>]*)>");
    private static final Pattern ADDRESS = Pattern.compile(" (?:href|src)=\"([^\"]*)\"");

    static Stream<Arguments> linksThatRun() throws IOException {
        try (var file = Objects
                .requireNonNull(ArticleHtmlTest.class.getResourceAsStream("/cases/forum/forum-01-links-that-run.json"))) {
            var cases = JsonMapper.shared().readTree(file).path("cases").valueStream().toList();
            return cases.stream().map(each -> Arguments.of(each.path("markdown").asString(), each.path("expect").asString()));
        }
    }

    /** Case forum-01, for messages and for articles. */
    @ParameterizedTest
    @MethodSource("linksThatRun")
    void link_that_runs_loses_its_address_and_others_keep_it(String markdown, String expected) {
        for (var renderer : Arrays.<UnaryOperator<String>>asList(MarkdownHtml::of, text -> ArticleHtml.of(text, "en"))) {
            var html = renderer.apply(markdown);
            var addresses = ADDRESS.matcher(html).results().map(found -> found.group(1)).toList();

            if (expected.contains("link") && expected.contains("kept"))
                assertThat(addresses).singleElement().asString()
                        .matches("https://example\\.org/.*|mailto:.*|requisitos-de-infraestrutura-do-opmon-9");
            else
                assertThat(addresses).as(html).isEmpty();
            assertThat(TAG.matcher(html).results().map(tag -> tag.group(1))).as(html).isSubsetOf(ELEMENTS);
            assertThat(TAG.matcher(html).results().map(MatchResult::group)).as(html)
                    .noneMatch(tag -> tag.matches("(?i).*\\s(on\\w+|style)\\s*=.*"));
        }
    }

    @Tag("R4.3")
    @Test
    void article_has_its_language_images_with_alternative_texts_and_headers_of_tables() {
        var html = ArticleHtml.of("## Limits\n\n" + IMAGE + "\n\n| Size | Memory |\n|:--|--:|\n| 1 | **2** GB |\n", "pt-BR");

        assertThat(html).startsWith("<div lang=\"pt-BR\"><h2>Limits</h2>").endsWith("</div>\n").contains(
                "<img src=\"images/board.png\" alt=\"The board\" title=\"Board\" />",
                "<th align=\"left\" scope=\"col\">Size</th>", "<td align=\"right\"><strong>2</strong> GB</td>");
        assertThat(MarkdownHtml.of(IMAGE)).doesNotContain("<img");
    }

    @ParameterizedTest
    @CsvSource({"https://cdn.example.org/a.png,true", "/images/a.png,true", "images/a-1.png,true",
            "http://example.org/a.png,false", "//evil.example/a.png,false", "../a.png,false", "images/../../a.png,false",
            "data:image/png;base64;AAAA,false", "javascript:alert(1),false", "file:///etc/passwd,false"})
    void image_comes_from_https_or_a_path_of_this_system(String address, boolean shown) {
        var markdown = "![a](" + address + ")";

        assertThat(ArticleHtml.of(markdown, "en").contains("src=")).isEqualTo(shown);
        assertThat(ArticleHtml.problems(markdown)).isEqualTo(shown ? Set.of() : Set.of(ArticleHtml.IMAGE_ADDRESS));
    }

    @Tag("R4.3")
    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"## a;### b;## c;### d;#### e|", "no heading|", "# a|heading-order",
            "### a|heading-order", "## a;#### b|heading-order", "## a;> #### b|heading-order", "![](a.png)|alt-required",
            "![ ](a.png)|alt-required", "![**b**](a.png)|", "`# a`|", "![](a.png);# a;![](b.png)|alt-required heading-order"})
    void text_that_is_not_accessible_is_named(String markdown, String problems) {
        var expected = problems == null ? Set.<String>of() : Set.of(problems.split(" "));

        assertThat(ArticleHtml.problems(markdown.replace(";", "\n\n"))).isEqualTo(expected);
    }

    @Test
    void deep_nesting_is_shown_as_text_at_worst() {
        var nested = ">".repeat(49_000) + "end";

        assertThat(ArticleHtml.of(nested, "en")).contains("end");
        assertThat(ArticleHtml.problems(nested)).isEmpty();
    }

    @Test
    void wide_table_with_thousands_of_rows_is_no_table() {
        int width = 9_950 / 2;
        var bomb = "|".repeat(width) + "\n" + "|-".repeat(width) + "|\n" + "|\n".repeat(2_500);

        assertThat(ArticleHtml.of(bomb, "en").length()).isLessThan(3 * bomb.length());
        assertThat(ArticleHtml.problems(bomb)).isEmpty();
        assertThat(ArticleHtml.of("| a | b |\n|--|--|\n" + "| 1 | 2 |\n".repeat(1_000), "en")).contains("<table>");
    }
}
