package io.amparo.platform.markdown;

import io.amparo.platform.Adapter;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.owasp.html.HtmlPolicyBuilder;
import org.owasp.html.PolicyFactory;
import org.springframework.web.util.HtmlUtils;

/**
 * Renders Markdown as HTML that is safe in any page: HTML of its author is text, and only elements of Markdown and links to the
 * web, to mail addresses or to articles are left. A link without a scheme is the slug of an article. An image becomes a link, so
 * that showing the text loads nothing. {@link ArticleHtml} shows images and tables.
 */
@Adapter
public final class MarkdownHtml {
    private static final Parser PARSER = Parser.builder().build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().escapeHtml(true).build();
    private static final Pattern HREF = Pattern.compile("(?i)(https?://|mailto:).*|[a-z0-9][a-z0-9-]{0,99}(#[\\w-]{1,99})?");
    private static final PolicyFactory POLICY = policy().toFactory();

    private static final class ImagesToLinks extends AbstractVisitor {
        @Override
        public void visit(Image image) {
            var link = new Link(image.getDestination(), image.getTitle());
            for (var child = image.getFirstChild(); child != null; child = image.getFirstChild()) link.appendChild(child);
            image.insertBefore(link);
            image.unlink();
            visitChildren(link);
        }
    }

    private MarkdownHtml() {}

    /** Returns what the HTML of every text may have. */
    static HtmlPolicyBuilder policy() {
        return new HtmlPolicyBuilder()
                .allowElements("p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "h1", "h2", "h3",
                        "h4", "h5", "h6", "a")
                .allowAttributes("href").matching(HREF).onElements("a").allowUrlProtocols("https", "http", "mailto")
                .requireRelsOnLinks("nofollow", "noopener", "noreferrer");
    }

    /** Returns the HTML of Markdown that is nested too deeply for its renderer. */
    static String asText(String markdown) {
        return "<pre>" + HtmlUtils.htmlEscape(markdown) + "</pre>";
    }

    /** Returns the HTML of any Markdown, of any size and depth. */
    public static String of(String markdown) {
        try {
            var document = PARSER.parse(markdown);
            document.accept(new ImagesToLinks());
            return POLICY.sanitize(RENDERER.render(document));
        } catch (StackOverflowError ignored) {
            // Thousands of nested quotes: the library renders recursively, and has no limit.
            return asText(markdown);
        }
    }
}
