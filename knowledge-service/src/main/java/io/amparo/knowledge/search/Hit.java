package io.amparo.knowledge.search;

import org.jspecify.annotations.Nullable;

/**
 * A search result.
 *
 * @param excerpt escaped HTML in which {@code <mark>} is the only markup
 */
record Hit(String in, String id, String href, String kind, String language, @Nullable String product, String title,
        String excerpt) {}
