package io.amparo.knowledge.search;

import org.jspecify.annotations.Nullable;

/** Receives each search, without its person. */
interface SearchLog {
    /** @param language the selected or preferred language; null for none */
    void searched(String query, @Nullable String language, int results);
}
