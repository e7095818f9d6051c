package io.amparo.knowledge.article;

import io.amparo.events.product.ReleaseVersion;
import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.article.Article.State;
import io.amparo.knowledge.article.Content.VersionRange;
import io.amparo.knowledge.article.Review.Confirmation;
import io.amparo.knowledge.search.Audience;
import io.amparo.platform.Adapter;
import io.amparo.platform.store.Instants;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Encodes articles and their contents as documents. */
@Adapter
final class ArticleCodec {
    /** First and last version for which an article is true, in a form whose order is that of the versions. */
    static final String FROM_KEY = "fromKey";
    static final String TO_KEY = "toKey";
    private static final String FIRST_KEY = "";
    private static final String LAST_KEY = "~";

    private ArticleCodec() {}

    static Document encode(Article article) {
        var history = article.history();
        var review = article.review();
        return encode(article.content()).append("slug", article.slug()).append("id", article.id())
                .append("state", article.state().name()).append("author", encode(article.author()))
                .append("revision", history.revision()).append("public", history.isPublic())
                .append("createdAt", history.createdAt()).append("updatedAt", history.updatedAt())
                .append("revisedAt", history.revisedAt()).append("revisedBy", encode(history.revisedBy()))
                .append("publishedAt", history.publishedAt()).append("publishedBy", encode(history.publishedBy()))
                .append("translatedRevision", history.translatedRevision())
                .append("reviewAt", review.at() == null ? null : review.at().toString()).append("reminded", review.reminded())
                .append("reviews",
                        review.confirmations().stream().map(
                                each -> new Document("by", encode(each.by())).append("at", each.at()).append("note", each.note()))
                                .toList());
    }

    static Article decode(Document state) {
        var createdAt = state.getDate("createdAt").toInstant();
        var author = author(state.get("author", Document.class));
        var history = new History(state.getInteger("revision"), state.getBoolean("public"), createdAt,
                state.getDate("updatedAt").toInstant(), state.getDate("revisedAt").toInstant(),
                author(state.get("revisedBy", Document.class)), Instants.read(state, "publishedAt"),
                Optional.ofNullable(state.get("publishedBy", Document.class)).map(ArticleCodec::author).orElse(null),
                state.getInteger("translatedRevision"));
        var reviewAt = state.getString("reviewAt");
        var review = new Review(reviewAt == null ? null : LocalDate.parse(reviewAt), state.getBoolean("reminded"),
                state.getList("reviews", Document.class, List.of()).stream()
                        .map(each -> new Confirmation(author(each.get("by", Document.class)), each.getDate("at").toInstant(),
                                each.getString("note")))
                        .toList());
        return new Article(state.getString("slug"), state.getString("id"), author, decodeContent(state),
                State.valueOf(state.getString("state")), history, review);
    }

    static Document encode(Content content) {
        var range = content.appliesTo();
        return new Document("kind", content.kind().name()).append("language", content.language()).append("title", content.title())
                .append("body", content.body()).append("product", content.product()).append("release", content.release())
                .append("appliesTo", range == null ? null : new Document("from", range.from()).append("to", range.to()))
                .append(FROM_KEY, range == null ? FIRST_KEY : key(range.from(), FIRST_KEY))
                .append(TO_KEY, range == null ? LAST_KEY : key(range.to(), LAST_KEY))
                .append("audience", content.audience().name()).append("translationOf", content.translationOf());
    }

    static Content decodeContent(Document state) {
        var range = state.get("appliesTo", Document.class);
        return new Content(ArticleKind.valueOf(state.getString("kind")), state.getString("language"), state.getString("title"),
                state.getString("body"), state.getString("product"), state.getString("release"),
                range == null ? null : new VersionRange(range.getString("from"), range.getString("to")),
                Audience.valueOf(state.getString("audience")), state.getString("translationOf"));
    }

    private static String key(@Nullable String version, String unlimited) {
        return VersionRange.parse(version).map(ArticleCodec::key).orElse(unlimited);
    }

    /** A patch is of its minor release: an article for 9.2 is also one for 9.2.1. */
    static String key(ReleaseVersion version) {
        return "%09d.%09d".formatted(version.major(), version.minor());
    }

    static @Nullable Document encode(@Nullable Author author) {
        return author == null ? null : new Document("person", author.person()).append("name", author.name());
    }

    static Author author(Document stored) {
        return new Author(stored.getString("person"), stored.getString("name"));
    }
}
