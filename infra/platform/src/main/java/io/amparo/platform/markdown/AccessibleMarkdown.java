package io.amparo.platform.markdown;

import io.amparo.platform.Adapter;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;

/**
 * Makes a text of any people fit for an article: {@link ArticleHtml#problems} finds nothing in it. A message may have headings
 * and images of any kind; in a shell command, the mark of a heading is a prompt.
 */
@Adapter
public final class AccessibleMarkdown {
    private AccessibleMarkdown() {}

    /**
     * Shows the marks of headings out of order, and of images without alternative text or with a foreign address, as text. A text
     * without problems is not changed.
     *
     * @param limit length at which the text is cut after a line
     */
    public static String of(String markdown, int limit) {
        var text = markdown.strip();
        return cut(ArticleHtml.problems(text).isEmpty() ? text : repaired(text), limit).stripTrailing();
    }

    private static String repaired(String markdown) {
        try {
            var repair = new Repair();
            ArticleHtml.parse(markdown).accept(repair);
            var text = new StringBuilder(markdown);
            repair.marks.descendingSet().forEach(mark -> text.insert((int) mark, '\\'));
            if (ArticleHtml.problems(text.toString()).isEmpty()) return text.toString();
        } catch (StackOverflowError ignored) {
            // Nested too deeply.
        }
        // In a block of code nothing is a heading or an image. A line before it, so that its indentation is not stripped.
        return "…\n\n" + markdown.lines().map(line -> "    " + line).collect(Collectors.joining("\n"));
    }

    private static String cut(String markdown, int limit) {
        if (markdown.length() <= limit) return markdown;
        // In the middle of a line, "== x" would become the mark of a heading.
        int end = markdown.lastIndexOf('\n', limit);
        return markdown.substring(0, end < 1 ? limit : end);
    }

    /** Collects the places of marks that a backslash makes text. */
    private static final class Repair extends AbstractVisitor {
        private final TreeSet<Integer> marks = new TreeSet<>();
        private int level = ArticleHtml.TITLE_LEVEL;

        @Override
        public void visit(Heading heading) {
            // The mark is at the beginning, or in the line below.
            if (ArticleHtml.isHeadingInOrder(heading, level))
                level = heading.getLevel();
            else
                marks.add(heading.getSourceSpans().getLast().getInputIndex());
            visitChildren(heading);
        }

        @Override
        public void visit(Image image) {
            boolean isAccessible = !ArticleHtml.text(image).isBlank() && ArticleHtml.isImageAddress(image.getDestination());
            if (!isAccessible) marks.add(image.getSourceSpans().getFirst().getInputIndex() + 1);
            visitChildren(image);
        }
    }
}
