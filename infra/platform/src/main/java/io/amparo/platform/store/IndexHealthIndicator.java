package io.amparo.platform.store;

import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;

/** Names the collections whose indexes are being built. Always up: the service works without them, but slower. */
final class IndexHealthIndicator extends AbstractHealthIndicator {
    private final Outbox outbox;

    IndexHealthIndicator(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    protected void doHealthCheck(Health.Builder builder) {
        builder.up().withDetail("building", outbox.indexBuilds().pending());
    }
}
