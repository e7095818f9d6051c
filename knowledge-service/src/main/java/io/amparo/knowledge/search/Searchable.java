package io.amparo.knowledge.search;

import org.jspecify.annotations.Nullable;

/**
 * Something that people look for.
 *
 * @param in what it is: {@code articles}
 * @param version only a newer one replaces what is shown
 * @param language of its words: pt-BR, en or es
 * @param text Markdown
 */
public record Searchable(String in, String id, long version, String kind, String language, @Nullable String product, String title,
        String text) {
    String key() {
        return in + "/" + id;
    }
}
