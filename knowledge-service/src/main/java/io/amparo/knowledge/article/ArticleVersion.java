package io.amparo.knowledge.article;

import io.amparo.knowledge.article.Article.Author;
import io.amparo.knowledge.search.Audience;
import io.amparo.platform.security.Caller;
import java.time.Instant;

/**
 * The content of an article in one revision.
 *
 * @param number revision of the article
 * @param isPublic whether the revision is or was published
 */
record ArticleVersion(String articleId, int number, Content content, Author author, Instant at, boolean isPublic) {
    static ArticleVersion of(Article article) {
        var history = article.history();
        return new ArticleVersion(article.id(), history.revision(), article.content(), history.revisedBy(), history.revisedAt(),
                history.isPublic());
    }

    /** A customer sees what customers of the same audience could read. */
    boolean isVisibleTo(Caller caller) {
        return caller.isStaff() || isPublic && Audience.of(caller).contains(content.audience());
    }
}
