package io.amparo.notification.webhook;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.notification.webhook.Webhook.Key;
import io.amparo.notification.webhook.WebhookDisabling.Reason;
import io.amparo.notification.webhook.WebhookReplay.State;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Store of the endpoints. Emits no events. */
final class Webhooks extends AggregateStore<Webhook, Void> {
    private static final String CUSTOMER = "state.customerId";

    /** The index serves the list of one customer, or of the vendor. */
    Webhooks(Outbox outbox) {
        super(outbox.withoutEvents(), "webhooks", new IndexModel(Indexes.ascending(CUSTOMER, "_id")));
    }

    /** @param customerId null for the vendor */
    List<Versioned<Webhook>> page(@Nullable String customerId, String afterId, int limit) {
        return query(and(eq(CUSTOMER, customerId), gt("_id", afterId)), Sorts.ascending("_id"), limit);
    }

    int count(@Nullable String customerId, int max) {
        return count(eq(CUSTOMER, customerId), max);
    }

    @Override
    protected Document write(Webhook webhook) {
        return new Document("id", webhook.id()).append("customerId", webhook.customerId()).append("owner", webhook.owner())
                .append("url", webhook.url()).append("eventTypes", webhook.eventTypes().stream().sorted().toList())
                .append("description", webhook.description())
                .append("secrets",
                        webhook.secrets().stream()
                                .map(key -> new Document("secret", key.stored()).append("expiresAt", key.expiresAt())).toList())
                .append("createdAt", webhook.createdAt()).append("disabling", encode(webhook.disabling()))
                .append("failingSince", webhook.failingSince()).append("replay", encode(webhook.replay()));
    }

    private static @Nullable Document encode(@Nullable WebhookDisabling disabling) {
        return disabling == null
                ? null
                : new Document("reason", disabling.reason().name()).append("at", disabling.at()).append("notified",
                        disabling.notified());
    }

    private static @Nullable Document encode(@Nullable WebhookReplay replay) {
        return replay == null
                ? null
                : new Document("id", replay.id()).append("from", replay.from()).append("to", replay.to())
                        .append("state", replay.state().name()).append("queued", replay.queued())
                        .append("lastEventAt", replay.lastEventAt()).append("lastId", replay.lastId());
    }

    @Override
    protected Webhook read(Document state) {
        return new Webhook(state.getString("id"), state.getString("customerId"), state.getString("owner"), state.getString("url"),
                Set.copyOf(state.getList("eventTypes", String.class)), state.getString("description"),
                state.getList("secrets", Document.class).stream()
                        .map(key -> new Key(key.getString("secret"), Instants.read(key, "expiresAt"))).toList(),
                instant(state, "createdAt"), disabling(state.get("disabling", Document.class)),
                Instants.read(state, "failingSince"), replay(state.get("replay", Document.class)));
    }

    private static @Nullable WebhookDisabling disabling(@Nullable Document state) {
        return state == null
                ? null
                : new WebhookDisabling(Reason.valueOf(state.getString("reason")), instant(state, "at"),
                        state.getBoolean("notified"));
    }

    private static @Nullable WebhookReplay replay(@Nullable Document state) {
        return state == null
                ? null
                : new WebhookReplay(state.getString("id"), instant(state, "from"), instant(state, "to"),
                        State.valueOf(state.getString("state")), state.getInteger("queued"), Instants.read(state, "lastEventAt"),
                        state.getString("lastId"));
    }

    private static Instant instant(Document state, String field) {
        return state.getDate(field).toInstant();
    }
}
