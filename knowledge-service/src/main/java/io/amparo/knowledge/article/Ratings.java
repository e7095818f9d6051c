package io.amparo.knowledge.article;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.in;
import static com.mongodb.client.model.Filters.lt;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Store of ratings, a document for each person and article. */
final class Ratings extends AggregateStore<Rating, KnowledgeEvent> {
    private static final String LATEST = "~";

    Ratings(Outbox outbox) {
        super(outbox, "article_ratings", new IndexModel(Indexes.ascending("state.articleId", "state.position")),
                new IndexModel(Indexes.ascending("state.articleId", "state.helpful")));
    }

    Optional<Rating> of(String articleId, String person) {
        return find(Rating.id(articleId, person)).map(Versioned::state);
    }

    /** Returns the ratings of an article, newest first. Served by the index on the article. */
    List<Rating> page(String articleId, @Nullable String beforePosition, int limit) {
        return query(
                and(eq("state.articleId", articleId), lt("state.position", beforePosition == null ? LATEST : beforePosition)),
                Sorts.descending("state.position"), limit).stream().map(Versioned::state).toList();
    }

    /** Returns as {@link Usage#counts} the numbers of ratings. */
    Map<String, Integer> count(Collection<String> articleIds, boolean helpful) {
        return Usage.counts(articleIds,
                limit -> aggregate(Aggregates.match(and(in("state.articleId", articleIds), eq("state.helpful", helpful))),
                        Aggregates.limit(limit), Aggregates.group("$state.articleId", Accumulators.sum(Usage.COUNT, 1))),
                id -> count(and(eq("state.articleId", id), eq("state.helpful", helpful)), Usage.MAX_COUNT));
    }

    /** Returns the place of a rating in the list. */
    static String position(Rating rating) {
        return "%015d/%s".formatted(rating.at().toEpochMilli(), rating.person());
    }

    @Override
    protected Document write(Rating rating) {
        return new Document("articleId", rating.articleId()).append("person", rating.person()).append("helpful", rating.helpful())
                .append("reason", rating.reason()).append("at", rating.at()).append("position", position(rating));
    }

    @Override
    protected Rating read(Document state) {
        return new Rating(state.getString("articleId"), state.getString("person"), state.getBoolean("helpful"),
                state.getString("reason"), state.getDate("at").toInstant());
    }
}
