package io.amparo.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.doctree.ParamTree;
import com.sun.source.doctree.TextTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/**
 * The Javadoc of the classes of this module, read from their source by the parser of the JDK. It is written for the readers of
 * Java; a reader of JSON sees no null, because a component that is null is absent, and does not know the numbers of requirements.
 */
final class SourceComments {
    private static final Path SOURCES = Path.of("src/main/java");
    private final Map<String, String> texts = new HashMap<>();

    SourceComments() throws IOException {
        var compiler = ToolProvider.getSystemJavaCompiler();
        try (var files = compiler.getStandardFileManager(null, null, UTF_8); var paths = Files.walk(SOURCES)) {
            var sources = files.getJavaFileObjectsFromPaths(paths.filter(path -> path.toString().endsWith(".java")).toList());
            var task = (JavacTask) compiler.getTask(null, files, null, null, null, sources);
            var scanner = new Scanner(DocTrees.instance(task));
            for (var unit : task.parse()) scanner.scan(unit, unit.getPackageName() + ".");
        }
    }

    Optional<String> of(Class<?> type) {
        return Optional.ofNullable(texts.get(type.getCanonicalName()));
    }

    Optional<String> ofParameter(Class<?> record, String component) {
        return Optional.ofNullable(texts.get(record.getCanonicalName() + "@" + component));
    }

    Optional<String> ofMethod(Class<?> type, String method) {
        return Optional.ofNullable(texts.get(type.getCanonicalName() + "#" + method));
    }

    private final class Scanner extends TreePathScanner<@Nullable Void, String> {
        private final DocTrees docs;

        Scanner(DocTrees docs) {
            this.docs = docs;
        }

        @Override
        public @Nullable Void visitClass(ClassTree type, String prefix) {
            var name = prefix + type.getSimpleName();
            var comment = keep(name);
            if (comment != null)
                for (var tag : comment.getBlockTags())
                    if (tag instanceof ParamTree parameter)
                        texts.put(name + "@" + parameter.getName(), text(parameter.getDescription()));
            return super.visitClass(type, name + ".");
        }

        @Override
        public @Nullable Void visitMethod(MethodTree method, String prefix) {
            keep(prefix.substring(0, prefix.length() - 1) + "#" + method.getName());
            return null;
        }

        private @Nullable DocCommentTree keep(String name) {
            var comment = docs.getDocCommentTree(getCurrentPath());
            if (comment != null && !comment.getFullBody().isEmpty()) texts.put(name, text(comment.getFullBody()));
            return comment;
        }
    }

    private static String text(List<? extends DocTree> parts) {
        var text = parts.stream().map(SourceComments::text).collect(joining()).strip().replaceAll("\\s+", " ")
                .replaceAll("\\bnull\\b", "absent").replaceAll(" \\(R\\d[^)]*\\)", "");
        return Character.toUpperCase(text.charAt(0)) + text.substring(1) + (text.endsWith(".") ? "" : ".");
    }

    private static String text(DocTree part) {
        return switch (part) {
            case TextTree text -> text.getBody();
            case LiteralTree code -> "`" + code.getBody().getBody() + "`";
            case LinkTree link -> link.getReference().getSignature().replaceAll(".*[.#]", "");
            default -> throw new IllegalArgumentException("The contract has no form for this Javadoc: " + part);
        };
    }
}
