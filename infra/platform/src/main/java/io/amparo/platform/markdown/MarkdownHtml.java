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
 * web or to mail addresses are left. An image becomes a link, so that showing the text loads nothing.
 */
@Adapter
public final class MarkdownHtml {
    private static final Parser PARSER = Parser.builder().build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().escapeHtml(true).build();
    private static final PolicyFactory POLICY = new HtmlPolicyBuilder()
            .allowElements("p", "br", "hr", "em", "strong", "code", "pre", "blockquote", "ul", "ol", "li", "h1", "h2", "h3", "h4",
                    "h5", "h6", "a")
            .allowAttributes("href").matching(Pattern.compile("(?i)(https?://|mailto:).*")).onElements("a")
            .allowUrlProtocols("https", "http", "mailto").requireRelsOnLinks("nofollow", "noopener", "noreferrer").toFactory();

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

    /** Returns the HTML of any Markdown, of whatever size and depth. */
    public static String of(String markdown) {
        try {
            var document = PARSER.parse(markdown);
            document.accept(new ImagesToLinks());
            return POLICY.sanitize(RENDERER.render(document));
        } catch (StackOverflowError ignored) {
            // Thousands of nested quotes: the library renders recursively, and has no limit.
            return "<pre>" + HtmlUtils.htmlEscape(markdown) + "</pre>";
        }
    }
}
