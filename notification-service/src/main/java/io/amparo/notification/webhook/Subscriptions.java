package io.amparo.notification.webhook;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All endpoints in memory, so that an event without an endpoint costs no command of the store. A change by this instance counts
 * at once, one by another instance after the next refresh, 5 s by default: an event of these seconds may reach no new endpoint.
 */
final class Subscriptions {
    /** A refresh that fails for so long stops the consumer, until the store answers. */
    private static final Duration MAX_AGE = Duration.ofMinutes(1);

    private record Loaded(Map<String, Webhook> webhooks, Instant at, long changes) {}

    private final Consumer<Consumer<Webhook>> store;
    private final Clock clock;
    private volatile @Nullable Loaded loaded;
    private volatile long changes;

    /** @param store passes every endpoint to a reader */
    Subscriptions(Consumer<Consumer<Webhook>> store, Clock clock) {
        this.store = store;
        this.clock = clock;
    }

    Map<String, Webhook> all() {
        var known = loaded;
        if (known != null && known.changes() == changes && known.at().plus(MAX_AGE).isAfter(clock.instant()))
            return known.webhooks();
        return refresh();
    }

    Optional<Webhook> find(String id) {
        return Optional.ofNullable(all().get(id));
    }

    synchronized Map<String, Webhook> refresh() {
        long changesBefore = changes;
        var now = clock.instant();
        var webhooks = new HashMap<String, Webhook>();
        store.accept(webhook -> webhooks.put(webhook.id(), webhook));
        loaded = new Loaded(Map.copyOf(webhooks), now, changesBefore);
        return webhooks;
    }

    /** Must be called after each write of an endpoint. */
    synchronized void changed() {
        changes++;
    }
}
