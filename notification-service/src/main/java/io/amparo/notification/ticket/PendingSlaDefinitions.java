package io.amparo.notification.ticket;

import io.amparo.notification.audience.Recipient;
import io.amparo.notification.ticket.PendingSlaDefinition.Definition;
import io.amparo.notification.ticket.PendingSlaDefinition.Opened;
import io.amparo.notification.ticket.PendingSlaDefinition.Promise;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Outbox;
import java.time.Duration;
import java.time.ZoneId;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Store of pending SLA definitions, by ticket id. Emits no events. */
final class PendingSlaDefinitions extends AggregateStore<PendingSlaDefinition, Void> {

    PendingSlaDefinitions(Outbox outbox) {
        super(outbox.withoutEvents(), "definitions");
    }

    @Override
    protected Document write(PendingSlaDefinition pending) {
        return new Document("ticketId", pending.ticketId()).append("opened", opened(pending.opened())).append("definition",
                definition(pending.definition()));
    }

    @Override
    protected PendingSlaDefinition read(Document state) {
        return new PendingSlaDefinition(state.getString("ticketId"), opened(state.get("opened", Document.class)),
                definition(state.get("definition", Document.class)));
    }

    private static @Nullable Document opened(@Nullable Opened opened) {
        if (opened == null) return null;
        var contact = opened.contact();
        return new Document("email", contact.email()).append("name", contact.name()).append("language", contact.language())
                .append("zone", contact.zone().getId()).append("subject", opened.subject());
    }

    private static @Nullable Opened opened(@Nullable Document state) {
        return state == null
                ? null
                : new Opened(new Recipient(state.getString("email"), state.getString("name"), state.getString("language"),
                        ZoneId.of(state.getString("zone"))), state.getString("subject"));
    }

    private static @Nullable Document definition(@Nullable Definition definition) {
        return definition == null
                ? null
                : new Document("cause", definition.cause()).append("assignedAt", definition.assignedAt())
                        .append("number", definition.number()).append("priority", definition.priority())
                        .append("plan", definition.plan()).append("planVersion", definition.planVersion())
                        .append("calendar", definition.calendar()).append("zone", definition.zone().getId())
                        .append("promises", definition.promises().stream().map(PendingSlaDefinitions::promise).toList());
    }

    private static @Nullable Definition definition(@Nullable Document state) {
        return state == null
                ? null
                : new Definition(state.getString("cause"), state.getDate("assignedAt").toInstant(), state.getString("number"),
                        state.getString("priority"), state.getString("plan"), state.getInteger("planVersion"),
                        state.getString("calendar"), ZoneId.of(state.getString("zone")),
                        state.getList("promises", Document.class).stream().map(PendingSlaDefinitions::promise).toList());
    }

    private static Document promise(Promise promise) {
        return new Document("metric", promise.metric()).append("budget", promise.budget().toString()).append("dueAt",
                promise.dueAt());
    }

    private static Promise promise(Document state) {
        var dueAt = state.getDate("dueAt");
        return new Promise(state.getString("metric"), Duration.parse(state.getString("budget")),
                dueAt == null ? null : dueAt.toInstant());
    }
}
