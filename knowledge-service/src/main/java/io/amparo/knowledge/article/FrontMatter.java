package io.amparo.knowledge.article;

import io.amparo.events.FieldLimits;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.knowledge.article.Content.VersionRange;
import io.amparo.knowledge.search.Audience;
import io.amparo.platform.Adapter;
import io.amparo.platform.web.ApiException.FieldError;
import io.amparo.platform.web.RequestText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads and writes articles as Markdown with YAML front matter. */
@Adapter
final class FrontMatter {
    private static final Pattern NAME = Pattern.compile("(?:.*/)?([a-z0-9][a-z0-9-]{0,99})\\.([A-Za-z-]{2,5})\\.md");
    private static final Pattern FILE = Pattern.compile("\\uFEFF?---[ \\t]*\\R(.*?)\\R---[ \\t]*(?:\\R(.*))?", Pattern.DOTALL);
    private static final Pattern TITLE_HEADING = Pattern.compile("\\s*# ([^\\r\\n]+)(?:\\R|$)");
    private static final List<String> LANGUAGES = List.of("pt-BR", "en", "es");
    private static final Set<String> FIELDS = Set.of("title", "kind", "product", "release", "appliesTo", "audience",
            "translationOf", "state");
    private static final int MAX_CODE_POINTS = 10_000;
    private static final int MAX_DEPTH = 4;
    private static final int LINE_WIDTH = 130;

    /** Every value is a text: version 9.10 is not the number 9.1. */
    private static final class TextResolver extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // There are no other types.
        }
    }

    private FrontMatter() {}

    /** @param name path in the archive */
    static ArticleFile read(String name, String text) {
        var named = NAME.matcher(name);
        if (!named.matches()) return ArticleFile.refused(name, "file", "not-markdown");
        var language = LANGUAGES.stream().filter(each -> each.equalsIgnoreCase(named.group(2))).findFirst();
        if (language.isEmpty()) return ArticleFile.refused(name, "file", "not-markdown");
        if (Slug.isReserved(named.group(1))) return ArticleFile.refused(name, "file", "reserved-slug");
        if (!RequestText.isValid(text.startsWith("\uFEFF") ? text.substring(1) : text))
            return ArticleFile.refused(name, "file", RequestText.INVALID);
        var parts = FILE.matcher(text);
        var fields = parts.matches() ? fields(parts.group(1)) : Optional.<Map<String, Object>>empty();
        if (fields.isEmpty()) return ArticleFile.refused(name, "file", "front-matter");
        return read(name, named.group(1), language.get(), fields.get(), Optional.ofNullable(parts.group(2)).orElse(""));
    }

    private static Optional<Map<String, Object>> fields(String yaml) {
        var options = new LoaderOptions();
        options.setCodePointLimit(MAX_CODE_POINTS);
        options.setNestingDepthLimit(MAX_DEPTH);
        options.setMaxAliasesForCollections(0);
        options.setAllowDuplicateKeys(false);
        var dumper = new DumperOptions();
        try {
            Object loaded = new Yaml(new SafeConstructor(options), new Representer(dumper), dumper, options, new TextResolver())
                    .load(yaml);
            if (!(loaded instanceof Map<?, ?> map)) return Optional.empty();
            var fields = new LinkedHashMap<String, Object>();
            map.forEach((key, value) -> fields.put(String.valueOf(key), value));
            return Optional.of(fields);
        } catch (YAMLException invalid) {
            return Optional.empty();
        }
    }

    private static ArticleFile read(String name, String slug, String language, Map<String, Object> fields, String text) {
        var errors = new ArrayList<FieldError>();
        fields.keySet().stream().filter(field -> !FIELDS.contains(field))
                .forEach(field -> errors.add(new FieldError(field, "unknown")));
        // A first heading of level 1 is the title, as other tools write it.
        var heading = TITLE_HEADING.matcher(text);
        boolean hasHeading = heading.lookingAt();
        var title = Optional.ofNullable(text(fields, "title", FieldLimits.SUBJECT, errors))
                .or(() -> hasHeading ? Optional.of(heading.group(1)) : Optional.empty()).map(String::strip).orElse("");
        var body = hasHeading ? text.substring(heading.end()) : text;
        if (title.isBlank()) errors.add(new FieldError("title", "required"));
        if (title.length() > FieldLimits.SUBJECT) errors.add(new FieldError("title", "too-large"));
        if (body.isBlank()) errors.add(new FieldError("body", "required"));
        if (body.length() > FieldLimits.ARTICLE_BODY) errors.add(new FieldError("body", "too-large"));
        var kind = oneOf(fields, "kind", ArticleKind.values(), ArticleKind.INFORMATION, errors);
        var audience = oneOf(fields, "audience", Audience.values(), Audience.EVERYONE, errors);
        var content = new Content(kind, language, title, body.strip(), text(fields, "product", FieldLimits.PRODUCT_ID, errors),
                shortest(text(fields, "release", FieldLimits.VERSION, errors)), range(fields, errors), audience,
                text(fields, "translationOf", FieldLimits.ARTICLE_ID, errors));
        return new ArticleFile(name, slug, content, errors);
    }

    private static @Nullable VersionRange range(Map<String, Object> fields, List<FieldError> errors) {
        var value = fields.get("appliesTo");
        if (value == null) return null;
        if (!(value instanceof Map<?, ?> range)) {
            errors.add(new FieldError("appliesTo", "malformed"));
            return null;
        }
        var texts = new LinkedHashMap<String, Object>();
        range.forEach((key, version) -> texts.put(String.valueOf(key), version));
        return new VersionRange(shortest(text(texts, "from", FieldLimits.VERSION, errors)),
                shortest(text(texts, "to", FieldLimits.VERSION, errors)));
    }

    private static @Nullable String shortest(@Nullable String version) {
        return version == null ? null : VersionRange.parse(version).map(ReleaseVersion::toString).orElse(version);
    }

    private static @Nullable String text(Map<String, Object> fields, String field, int limit, List<FieldError> errors) {
        var value = fields.get(field);
        if (value == null) return null;
        if (!(value instanceof String text) || text.length() > limit) {
            errors.add(new FieldError(field, value instanceof String ? "too-large" : "malformed"));
            return null;
        }
        return text.isBlank() ? null : text;
    }

    private static <E extends Enum<E>> E oneOf(Map<String, Object> fields, String field, E[] values, E absent,
            List<FieldError> errors) {
        if (!fields.containsKey(field)) return absent;
        return Arrays.stream(values).filter(each -> each.name().equals(fields.get(field))).findFirst().orElseGet(() -> {
            errors.add(FieldError.oneOf(field, Arrays.asList(values)));
            return absent;
        });
    }

    static String fileName(Article article) {
        return "%s.%s.md".formatted(article.slug(), article.content().language());
    }

    static String write(Article article) {
        var content = article.content();
        var fields = new LinkedHashMap<String, Object>();
        fields.put("title", content.title());
        fields.put("kind", content.kind().name());
        if (content.product() != null) fields.put("product", content.product());
        if (content.release() != null) fields.put("release", content.release());
        var range = content.appliesTo();
        if (range != null) {
            var ends = new LinkedHashMap<String, Object>();
            if (range.from() != null) ends.put("from", range.from());
            if (range.to() != null) ends.put("to", range.to());
            fields.put("appliesTo", ends);
        }
        fields.put("audience", content.audience().name());
        if (content.translationOf() != null) fields.put("translationOf", content.translationOf());
        fields.put("state", article.state().name());
        var options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setWidth(LINE_WIDTH);
        return "---\n" + new Yaml(options).dump(fields) + "---\n" + content.body().strip() + "\n";
    }
}
