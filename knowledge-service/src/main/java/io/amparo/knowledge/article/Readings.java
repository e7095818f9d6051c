package io.amparo.knowledge.article;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gte;
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
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Map;
import org.bson.Document;

/** Store of readings, a document for each person, article and day. */
final class Readings extends AggregateStore<Reading, KnowledgeEvent> {
    private static final int MONTHS_KEPT = 13;
    private static final int BATCH_SIZE = 1_000;

    Readings(Outbox outbox) {
        super(outbox, "article_readings", new IndexModel(Indexes.ascending("state.articleId", "state.at")),
                new IndexModel(Indexes.ascending("state.at")));
    }

    /** Returns as {@link Usage#counts} the numbers of readings at or after an instant. */
    Map<String, Integer> count(Collection<String> articleIds, Instant since, int max) {
        return Usage.counts(articleIds,
                limit -> aggregate(Aggregates.match(and(in("state.articleId", articleIds), gte("state.at", since))),
                        Aggregates.limit(limit), Aggregates.group("$state.articleId", Accumulators.sum(Usage.COUNT, 1))),
                id -> count(and(eq("state.articleId", id), gte("state.at", since)), max));
    }

    /** Deletes readings of more than 13 months ago, at most {@value #BATCH_SIZE}; those with unpublished events stay. */
    void deleteOld(Instant now) {
        var oldest = Review.day(now).minusMonths(MONTHS_KEPT).atStartOfDay(ZoneOffset.UTC).toInstant();
        ids(lt("state.at", oldest), Sorts.ascending("state.at"), BATCH_SIZE).forEach(this::delete);
    }

    @Override
    protected Document write(Reading reading) {
        return new Document("articleId", reading.articleId()).append("person", reading.person())
                .append("customerId", reading.customerId()).append("at", reading.at());
    }

    @Override
    protected Reading read(Document state) {
        return new Reading(state.getString("articleId"), state.getString("person"), state.getString("customerId"),
                state.getDate("at").toInstant());
    }
}
