package io.amparo.platform.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MarkdownHtmlTest {
    private static final Set<String> ELEMENTS = Set.of("p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol",
            "li", "h1", "h2", "h3", "h4", "h5", "h6", "a");
    private static final Pattern TAG = Pattern.compile("</?([^\\s/>]*)([^>]*)>");
    private static final Pattern ATTRIBUTES = Pattern
            .compile("( href=\"(https?://|mailto:)[^\"]*\"| rel=\"nofollow noopener noreferrer\"| /)*");

    @Test
    void markdown_becomes_html() {
        assertThat(
                MarkdownHtml.of("# Log\n\n*See* **this** `line`:\n\n- a\n- b\n\n> quoted\n\n[docs](https://example.com/a?b=c)"))
                .contains("<h1>Log</h1>", "<em>See</em> <strong>this</strong> <code>line</code>", "<li>a</li>", "<blockquote>",
                        "href=\"https://example.com/a?b&#61;c\"", "nofollow noopener noreferrer");
        assertThat(MarkdownHtml.of("![screenshot](https://example.com/x.png)")).doesNotContain("<img").contains(">screenshot</a>",
                "https://example.com/x.png");
        assertThat(MarkdownHtml.of("1 < 2 & \"three\"")).isEqualTo("<p>1 &lt; 2 &amp; &#34;three&#34;</p>\n");
    }

    static Stream<String> hostile() {
        return Stream.of("<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<svg/onload=alert(1)>",
                "[a](javascript:alert(1))", "[a](JaVaScRiPt:alert(1))", "[a](&#106;avascript:alert(1))",
                "[a](java\tscript:alert(1))", "[a](<java\nscript:alert(1)>)", "[a](data:text/html;base64,PHNjcmlwdD4=)",
                "[a](vbscript:msgbox(1))", "[a](file:///etc/passwd)", "![a](javascript:alert(1))", "![a](x\"onerror=\"alert(1))",
                "[a](https://x \"\\\" onmouseover=alert(1) x=\\\"\")", "<https://x\"onclick=alert(1)>", "<javascript:alert(1)>",
                "[a]: javascript:alert(1)\n\n[a]", "<iframe src=\"https://evil.example\"></iframe>",
                "<style>body{background:url(https://evil.example)}</style>", "<a href=\"https://x\" target=_top onclick=x>y</a>",
                "```\"><script>alert(1)</script>\ncode\n```", "<!--><script>alert(1)</script>-->", "[a](//evil.example)",
                "<form action=https://evil.example><input name=password></form>", "<math><mi//xlink:href=\"data:x,<script>\">",
                "&lt;script&gt;alert(1)&lt;/script&gt;", "[![a](https://x/a.png)](javascript:alert(1))", "{{constructor.x}}");
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void only_harmless_elements_and_attributes_are_left(String markdown) {
        // An empty comment keeps the page from taking braces for a template.
        var html = MarkdownHtml.of(markdown).replace("<!-- -->", "");

        TAG.matcher(html).results().forEach(tag -> {
            assertThat(tag.group(1)).as(html).isIn(ELEMENTS);
            assertThat(tag.group(2)).as(html).matches(ATTRIBUTES);
        });
        assertThat(TAG.matcher(html).replaceAll("")).as("no other tag begins").doesNotContain("<");
    }

    @ParameterizedTest
    @MethodSource("nested")
    @Timeout(20)
    void deep_nesting_is_shown_as_text_at_worst(String markdown) {
        assertThat(MarkdownHtml.of(markdown)).isNotEmpty().contains("end");
    }

    static Stream<String> nested() {
        return Stream.of(">".repeat(49_000) + "end", "- ".repeat(24_000) + "end", "*a **b ".repeat(7_000) + "end",
                "[".repeat(49_000) + "end", "![".repeat(20_000) + "end" + "](x)".repeat(2_000),
                "a " + "`".repeat(40_000) + "end");
    }
}
