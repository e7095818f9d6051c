package io.amparo.platform.markdown;

import io.amparo.platform.Adapter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TableCell;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.HtmlRenderer;
import org.owasp.html.PolicyFactory;
import org.springframework.web.util.HtmlUtils;

/**
 * Renders the Markdown of an article or a lesson as safe HTML, as {@link MarkdownHtml}, but with images and tables. The HTML has
 * its language, and {@link #problems} names what keeps the text from being accessible (R4.3).
 */
@Adapter
public final class ArticleHtml {
    /** A heading is more than one level below the one before, or the first is not of level 2: the title has level 1. */
    public static final String HEADING_ORDER = "heading-order";
    /** An image has no alternative text. */
    public static final String ALT_REQUIRED = "alt-required";
    /** The address of an image is neither https nor a path of this system. */
    public static final String IMAGE_ADDRESS = "image-address";

    static final int TITLE_LEVEL = 1;
    /** No scheme but https, no other host, and no way out of the folder. */
    private static final Pattern IMAGE = Pattern.compile("(?i)https://[^\\s\"]+|/?[\\w-][\\w./-]*");
    private static final Pattern PARENT = Pattern.compile("(^|/)\\.\\.(/|$)");
    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());
    /** The extension fills each row of a table to the width of its header: a short text could ask for 10^8 cells. */
    private static final int MAX_CELLS = 20_000;
    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS)
            .includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES).build();
    private static final Parser PARSER_WITHOUT_TABLES = Parser.builder().includeSourceSpans(IncludeSourceSpans.BLOCKS_AND_INLINES)
            .build();
    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true)
            .attributeProviderFactory(_ -> (node, _, attributes) -> {
                if (node instanceof TableCell cell && cell.isHeader()) attributes.put("scope", "col");
            }).build();
    private static final PolicyFactory POLICY = MarkdownHtml.policy()
            .allowElements("img", "table", "thead", "tbody", "tr", "th", "td").allowAttributes("src")
            .matching((_, _, address) -> isImageAddress(address) ? address : null).onElements("img")
            .allowAttributes("alt", "title").onElements("img").allowAttributes("align")
            .matching(Pattern.compile("left|center|right")).onElements("th", "td").allowAttributes("scope")
            .matching(Pattern.compile("col")).onElements("th").toFactory();

    private ArticleHtml() {}

    /**
     * Returns the HTML of any Markdown, of any size and depth.
     *
     * @param language BCP 47 tag of the text
     */
    public static String of(String markdown, String language) {
        return "<div lang=\"" + HtmlUtils.htmlEscape(language) + "\">" + content(markdown) + "</div>\n";
    }

    private static String content(String markdown) {
        try {
            return POLICY.sanitize(RENDERER.render(parse(markdown)));
        } catch (StackOverflowError ignored) {
            return MarkdownHtml.asText(markdown);
        }
    }

    /** Returns the code of each kind of problem once; empty if a screen reader can read the text in order. */
    public static Set<String> problems(String markdown) {
        var problems = new LinkedHashSet<String>();
        try {
            parse(markdown).accept(new Examination(problems));
        } catch (StackOverflowError ignored) {
            // Nested too deeply: it is shown as text, which has neither headings nor images.
        }
        return problems;
    }

    /** Parses with tables, unless they could have more than {@value #MAX_CELLS} cells. */
    static Node parse(String markdown) {
        long widest = markdown.lines().mapToLong(line -> line.chars().filter(each -> each == '|').count()).max().orElse(0);
        boolean isLarge = widest * markdown.lines().count() > MAX_CELLS;
        return (isLarge ? PARSER_WITHOUT_TABLES : PARSER).parse(markdown);
    }

    static boolean isHeadingInOrder(Heading heading, int levelBefore) {
        return heading.getLevel() > TITLE_LEVEL && heading.getLevel() <= levelBefore + 1;
    }

    static boolean isImageAddress(String address) {
        return IMAGE.matcher(address).matches() && !PARENT.matcher(address).find();
    }

    private static final class Examination extends AbstractVisitor {
        private final Set<String> problems;
        private int level = TITLE_LEVEL;

        Examination(Set<String> problems) {
            this.problems = problems;
        }

        @Override
        public void visit(Heading heading) {
            if (!isHeadingInOrder(heading, level)) problems.add(HEADING_ORDER);
            level = heading.getLevel();
            visitChildren(heading);
        }

        @Override
        public void visit(Image image) {
            if (text(image).isBlank()) problems.add(ALT_REQUIRED);
            if (!isImageAddress(image.getDestination())) problems.add(IMAGE_ADDRESS);
        }

    }

    /** Returns the alternative text of an image. */
    static String text(Image image) {
        var text = new StringBuilder();
        image.accept(new AbstractVisitor() {
            @Override
            public void visit(Image described) {
                visitChildren(described);
            }

            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }
        });
        return text.toString();
    }
}
