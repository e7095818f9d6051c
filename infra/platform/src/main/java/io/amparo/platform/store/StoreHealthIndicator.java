package io.amparo.platform.store;

import com.mongodb.client.MongoDatabase;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.bson.Document;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/**
 * Is up if the store answers a ping within 2 s. Spring Boot's indicator lists all databases and sends {@code hello}: a user of
 * one database may not do the former, not every server of the protocol knows the latter, and both may take as long as a request.
 */
final class StoreHealthIndicator extends AbstractHealthIndicator {
    /** Limits each query of a health check, so that a probe answers before its caller gives up. */
    static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final MongoDatabase database;

    StoreHealthIndicator(MongoDatabase database) {
        super("Store health check failed");
        this.database = database.withTimeout(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        database.runCommand(new Document("ping", 1));
        builder.up();
    }
}
