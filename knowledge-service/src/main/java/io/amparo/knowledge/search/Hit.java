package io.amparo.knowledge.search;

import org.jspecify.annotations.Nullable;

/** Something found. {@code excerpt}: escaped HTML in which {@code <mark>} alone is markup. */
record Hit(String in, String id, String href, String kind, String language, @Nullable String product, String title,
        String excerpt) {}
