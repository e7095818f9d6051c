package io.amparo.knowledge.article;

import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.events.knowledge.KnowledgeEvent.ArticleRated;
import io.amparo.platform.store.Change;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one person thinks of an article; the last opinion counts. */
record Rating(String articleId, String person, boolean helpful, @Nullable String reason, Instant at) {

    /** Returns the id of the aggregate. */
    static String id(String articleId, String person) {
        return articleId + "/rating/" + person;
    }

    static Change<Rating, KnowledgeEvent> first(Rating rating, Article article) {
        return Change.of(rating, List.of(rated(rating, article)));
    }

    /** Equal opinions change nothing. */
    Change<Rating, KnowledgeEvent> replaceBy(Rating newer, Article article) {
        return helpful == newer.helpful && Objects.equals(reason, newer.reason)
                ? Change.of(this, List.of())
                : first(newer, article);
    }

    private static ArticleRated rated(Rating rating, Article article) {
        return new ArticleRated(article.id(), article.slug(), article.author().person(), rating.helpful(),
                rating.reason() != null, rating.at());
    }
}
