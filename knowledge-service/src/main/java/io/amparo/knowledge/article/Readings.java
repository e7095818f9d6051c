package io.amparo.knowledge.article;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.gte;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.Accumulators;
import com.mongodb.client.model.Aggregates;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import io.amparo.events.knowledge.KnowledgeEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.bson.Document;

/** Store of readings, a document for each person, article and day. */
final class Readings extends AggregateStore<Reading, KnowledgeEvent> {

    Readings(Outbox outbox) {
        super(outbox, "article_readings", new IndexModel(Indexes.ascending("state.articleId", "state.at")));
    }

    /** Returns the numbers of readings at or after an instant by article; articles without one are missing. */
    Map<String, Integer> count(Collection<String> articleIds, Instant since) {
        return Usage.counts(aggregate(Aggregates.match(and(in("state.articleId", articleIds), gte("state.at", since))),
                Aggregates.group("$state.articleId", Accumulators.sum(Usage.COUNT, 1))));
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
