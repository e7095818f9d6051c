package io.amparo.knowledge.article;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Set;

/** Converts a title to a URL path segment of at most 80 characters: lower-case letters without accents, digits, hyphens. */
public final class Slug {
    private static final int MAX_LENGTH = 80;
    /** Paths of the API beside the articles. */
    private static final Set<String> RESERVED = Set.of("drafts", "export", "import", "reports");

    private Slug() {}

    static boolean isReserved(String slug) {
        return RESERVED.contains(slug);
    }

    static String of(String title) {
        var plain = plain(title);
        if (isReserved(plain)) return plain + "-article";
        return plain.isEmpty() ? "article" : plain;
    }

    /** Returns the segment of any title; empty if the title has no letter and no digit. */
    public static String plain(String title) {
        var plain = Normalizer.normalize(title, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "").toLowerCase(Locale.ROOT);
        var slug = plain.replaceAll("[^a-z0-9]+", "-");
        return slug.substring(0, Math.min(slug.length(), MAX_LENGTH)).replaceAll("^-|-$", "");
    }
}
