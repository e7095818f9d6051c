package io.amparo.knowledge.search;

import org.jspecify.annotations.Nullable;

/**
 * An item of the search index.
 *
 * @param version an item replaces the indexed one only if its version is higher
 * @param language of title and text: pt-BR, en or es
 * @param kind kind of an article; null for the items of other collections
 * @param audience who may find it
 * @param text Markdown
 */
public record Searchable(SearchCollection in, String id, long version, @Nullable String kind, String language,
        @Nullable String product, Audience audience, String title, String text) {
    String key() {
        return in + "/" + id;
    }
}
