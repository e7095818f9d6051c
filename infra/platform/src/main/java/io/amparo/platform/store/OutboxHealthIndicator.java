package io.amparo.platform.store;

import com.mongodb.client.model.Projections;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Is down if a stored event is unpublished for more than a minute: the broker is unavailable, or an event is parked. It belongs
 * to no probe of an orchestrator, because a restart of the service would repair neither.
 */
public final class OutboxHealthIndicator extends AbstractHealthIndicator {
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private final Outbox outbox;
    private final Clock clock;

    public OutboxHealthIndicator(Outbox outbox, Clock clock) {
        super("Outbox health check failed");
        this.outbox = outbox;
        this.clock = clock;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up();
        for (var documents : outbox.collections()) {
            var late = documents.withTimeout(StoreHealthIndicator.TIMEOUT.toMillis(), TimeUnit.MILLISECONDS)
                    .find(new Document(OutboxEntry.AT, new Document("$lt", clock.millis() - MAX_AGE.toMillis())))
                    .projection(Projections.include("_id")).limit(1).first();
            if (late != null)
                builder.down().withDetail(documents.getNamespace().getCollectionName(),
                        late.getString("_id") + " has events that are unpublished for more than " + MAX_AGE.toSeconds() + " s");
        }
    }
}
