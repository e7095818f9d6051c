package io.amparo.knowledge.article;

import java.text.Normalizer;
import java.util.Locale;

/** Converts a title to a URL path segment of at most 80 characters: lower-case letters without accents, digits, hyphens. */
final class Slug {
    private static final int MAX_LENGTH = 80;

    private Slug() {}

    static String of(String title) {
        var plain = Normalizer.normalize(title, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "").toLowerCase(Locale.ROOT);
        var slug = plain.replaceAll("[^a-z0-9]+", "-");
        var shortened = slug.substring(0, Math.min(slug.length(), MAX_LENGTH)).replaceAll("^-|-$", "");
        return shortened.isEmpty() ? "article" : shortened;
    }
}
