package io.amparo.platform.store;

import com.mongodb.MongoException;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.CountOptions;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures what waits in the outbox, independent of the relay, so that a relay that hangs is visible. Every instance of a service
 * measures the same store. Between two measurements the age of the oldest entry grows with the clock.
 */
public final class OutboxBacklog {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxBacklog.class);
    private static final int MAX_COUNT = 10_000;
    private static final Document WAITING = new Document(OutboxEntry.AT, new Document("$exists", true));

    private final Outbox outbox;
    private volatile OptionalLong oldestAt = OptionalLong.empty();
    private volatile long documents;

    public OutboxBacklog(Outbox outbox, Clock clock, MeterRegistry meters) {
        this.outbox = outbox;
        Gauge.builder("amparo.outbox.oldest.age", () -> age(clock.millis()).toMillis() / 1000.0).baseUnit("seconds")
                .description("Age of the oldest stored event that is unpublished; 0 without any").register(meters);
        Gauge.builder("amparo.outbox.waiting", () -> documents).baseUnit("documents")
                .description("Documents with unpublished events, at most 10,000 of each collection").register(meters);
    }

    /** A store that is unavailable leaves the last measurement, whose age goes on. */
    public void measure() {
        try {
            var oldest = OptionalLong.empty();
            long count = 0;
            for (var collection : outbox.collections()) {
                long found = collection.countDocuments(WAITING,
                        new CountOptions().limit(MAX_COUNT).maxTime(LimitedQueries.MAX_TIME.toMillis(), TimeUnit.MILLISECONDS));
                count += found;
                if (found > 0) oldest = older(oldest, oldestAt(collection));
            }
            oldestAt = oldest;
            documents = count;
        } catch (MongoException e) {
            LOG.debug("Cannot measure the outbox; the last measurement stays until the store is available", e);
        }
    }

    private static OptionalLong oldestAt(MongoCollection<Document> collection) {
        var oldest = collection.find(WAITING).sort(Sorts.ascending(OutboxEntry.AT)).limit(1)
                .projection(Projections.include(OutboxEntry.AT))
                .maxTime(LimitedQueries.MAX_TIME.toMillis(), TimeUnit.MILLISECONDS).first();
        return oldest == null
                ? OptionalLong.empty()
                : oldest.getList(OutboxEntry.FIELD, Document.class).stream().mapToLong(entry -> entry.getLong("at")).min();
    }

    private static OptionalLong older(OptionalLong one, OptionalLong other) {
        return one.isEmpty() ? other : other.isEmpty() ? one : OptionalLong.of(Math.min(one.getAsLong(), other.getAsLong()));
    }

    private Duration age(long now) {
        var at = oldestAt;
        return at.isEmpty() ? Duration.ZERO : Duration.ofMillis(Math.max(0, now - at.getAsLong()));
    }
}
