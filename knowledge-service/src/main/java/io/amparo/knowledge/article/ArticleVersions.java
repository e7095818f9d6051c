package io.amparo.knowledge.article;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.Sorts;
import io.amparo.platform.Adapter;
import io.amparo.platform.security.Caller;
import io.amparo.platform.store.Documents;
import io.amparo.platform.store.Outbox;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * The earlier contents of all articles, a document for each; the newest content is in the article. {@link #keep} stores the
 * content before the article gets another one, so a crash between the two writes loses nothing: the stored content is that of the
 * article until the revision is repeated.
 */
@Adapter
final class ArticleVersions {
    private static final int BATCH_SIZE = 100;

    private final Documents documents;

    ArticleVersions(Outbox outbox) {
        documents = new Documents(outbox, "article_versions");
    }

    /** Stores the current content of an article. Repeating is safe: a revision has one content. */
    void keep(Article article) {
        var version = ArticleVersion.of(article);
        // A late writer may not know that the revision was published.
        documents.put(key(version.articleId(), version.number()),
                new Document("$set",
                        new Document("articleId", version.articleId()).append("number", version.number())
                                .append("content", ArticleCodec.encode(version.content()))
                                .append("author", ArticleCodec.encode(version.author())).append("at", version.at()))
                        .append("$max", new Document("public", version.isPublic())));
    }

    Optional<ArticleVersion> find(Article article, int number) {
        if (number == article.history().revision()) return Optional.of(ArticleVersion.of(article));
        return number < 1 || number > article.history().revision()
                ? Optional.empty()
                : documents.find(key(article.id(), number)).map(ArticleVersions::decode);
    }

    /**
     * Returns the versions that a caller may see, newest first.
     *
     * @param afterKey key of the last version of the page before; null starts with the current one
     */
    List<ArticleVersion> page(Article article, Caller caller, @Nullable String afterKey, int limit) {
        var found = new ArrayList<ArticleVersion>();
        var current = ArticleVersion.of(article);
        if (afterKey == null && current.isVisibleTo(caller)) found.add(current);
        var after = afterKey == null || afterKey.compareTo(key(current)) > 0 ? key(current) : afterKey;
        List<ArticleVersion> batch;
        do {
            batch = documents
                    .query(and(gt("_id", article.id() + "/"), lt("_id", after)), null, Sorts.descending("_id"), BATCH_SIZE)
                    .stream().map(ArticleVersions::decode).toList();
            batch.stream().filter(each -> each.isVisibleTo(caller)).limit(limit - found.size()).forEach(found::add);
            if (!batch.isEmpty()) after = key(batch.getLast());
        } while (batch.size() == BATCH_SIZE && found.size() < limit);
        return found;
    }

    static String key(ArticleVersion version) {
        return key(version.articleId(), version.number());
    }

    private static String key(String articleId, int number) {
        return "%s/%08d".formatted(articleId, number);
    }

    private static ArticleVersion decode(Document stored) {
        return new ArticleVersion(stored.getString("articleId"), stored.getInteger("number"),
                ArticleCodec.decodeContent(stored.get("content", Document.class)),
                ArticleCodec.author(stored.get("author", Document.class)), stored.getDate("at").toInstant(),
                stored.getBoolean("public"));
    }
}
