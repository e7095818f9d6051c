package io.amparo.knowledge.search;

import org.jspecify.annotations.Nullable;

/**
 * An item of the search index.
 *
 * @param in collection of the item: {@code articles}
 * @param version an item replaces the indexed one only if its version is higher
 * @param language of title and text: pt-BR, en or es
 * @param text Markdown
 */
public record Searchable(String in, String id, long version, String kind, String language, @Nullable String product, String title,
        String text) {
    String key() {
        return in + "/" + id;
    }
}
