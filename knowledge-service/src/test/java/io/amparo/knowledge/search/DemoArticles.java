package io.amparo.knowledge.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.text.Normalizer.Form;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

/** The demonstration articles, as the service indexes them. */
record DemoArticles(String kind, String language, String title, @Nullable String product, @Nullable String release, String body) {

    static List<DemoArticles> all() {
        return List.of(JsonMapper.shared().convertValue(yaml("demo/articles.yaml"), DemoArticles[].class));
    }

    static Object yaml(String resource) {
        try (var in = Objects.requireNonNull(DemoArticles.class.getResourceAsStream("/" + resource))) {
            return new Yaml().load(new String(in.readAllBytes(), UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static SearchIndex index() {
        var index = new SearchIndex();
        all().forEach(article -> index.put(article.searchable()));
        index.refresh();
        return index;
    }

    Searchable searchable() {
        return new Searchable(SearchCollection.ARTICLES, slug(), 1, kind, language, product, Audience.EVERYONE, title, body);
    }

    String slug() {
        var plain = Normalizer.normalize(title, Form.NFKD).replaceAll("\\p{M}+", "").toLowerCase(Locale.ROOT);
        return plain.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
