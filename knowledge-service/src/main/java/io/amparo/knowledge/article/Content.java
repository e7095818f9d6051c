package io.amparo.knowledge.article;

import io.amparo.events.product.ReleaseVersion;
import io.amparo.knowledge.search.Audience;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Content of an article as its author submits it.
 *
 * @param language pt-BR, en or es
 * @param body Markdown
 * @param product product whose users the article addresses; null for the users of all products
 * @param appliesTo versions of the product for which the article is true; null for all
 * @param audience who may read it once it is published
 * @param translationOf slug of the article of which this is a translation; null for an original
 */
record Content(ArticleKind kind, String language, String title, String body, @Nullable String product, @Nullable String release,
        @Nullable VersionRange appliesTo, Audience audience, @Nullable String translationOf) {

    /** Versions of a product; null as an end means that there is no limit. Both ends are included. */
    record VersionRange(@Nullable String from, @Nullable String to) {
        static Optional<ReleaseVersion> parse(@Nullable String version) {
            return Optional.ofNullable(version).flatMap(ReleaseVersion::parse);
        }
    }

    /** Creates the content of an original for everyone that is true for all versions. */
    Content(ArticleKind kind, String language, String title, String body, @Nullable String product, @Nullable String release) {
        this(kind, language, title, body, product, release, null, Audience.EVERYONE, null);
    }

    Content asTranslationOf(String original) {
        return new Content(kind, language, title, body, product, release, appliesTo, audience, original);
    }

    /** Returns the same content without the blank lines around its body, which mean nothing. */
    Content stripped() {
        return new Content(kind, language, title, body.strip(), product, release, appliesTo, audience, translationOf);
    }
}
