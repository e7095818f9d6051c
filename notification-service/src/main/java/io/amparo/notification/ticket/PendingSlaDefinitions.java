package io.amparo.notification.ticket;

import io.amparo.notification.audience.Customers;
import io.amparo.notification.ticket.PendingSlaDefinition.Definition;
import io.amparo.notification.ticket.PendingSlaDefinition.Opened;
import io.amparo.notification.ticket.PendingSlaDefinition.Pause;
import io.amparo.notification.ticket.PendingSlaDefinition.Promise;
import io.amparo.notification.ticket.PendingSlaDefinition.Targets;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.EventOrigin;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import java.time.Duration;
import java.util.List;
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
        return opened == null ? null : Customers.encode(opened.contact()).append("subject", opened.subject());
    }

    private static @Nullable Opened opened(@Nullable Document state) {
        return state == null ? null : new Opened(Customers.decodeRecipient(state), state.getString("subject"));
    }

    private static @Nullable Document definition(@Nullable Definition definition) {
        if (definition == null) return null;
        var targets = definition.targets();
        return new Document("origin", definition.origin().encode()).append("assignedAt", definition.assignedAt())
                .append("number", definition.number()).append("priority", definition.priority()).append("plan", targets.plan())
                .append("planVersion", targets.planVersion()).append("calendar", targets.calendar())
                .append("zone", targets.zone())
                .append("promises", targets.promises().stream().map(PendingSlaDefinitions::promise).toList()).append("pauses",
                        targets.pauses() == null ? null : targets.pauses().stream().map(PendingSlaDefinitions::pause).toList());
    }

    private static @Nullable Definition definition(@Nullable Document state) {
        return state == null
                ? null
                : new Definition(EventOrigin.decode(state.get("origin", Document.class)), state.getDate("assignedAt").toInstant(),
                        state.getString("number"), state.getString("priority"),
                        new Targets(state.getString("plan"), state.getInteger("planVersion"), state.getString("calendar"),
                                state.getString("zone"),
                                state.getList("promises", Document.class).stream().map(PendingSlaDefinitions::promise).toList(),
                                pauses(state.getList("pauses", Document.class))));
    }

    private static Document pause(Pause pause) {
        return new Document("status", pause.status()).append("metrics", pause.metrics()).append("longest",
                pause.longest() == null ? null : pause.longest().toString());
    }

    private static @Nullable List<Pause> pauses(@Nullable List<Document> stored) {
        return stored == null
                ? null
                : stored.stream().map(pause -> new Pause(pause.getString("status"), pause.getList("metrics", String.class),
                        pause.getString("longest") == null ? null : Duration.parse(pause.getString("longest")))).toList();
    }

    private static Document promise(Promise promise) {
        return new Document("metric", promise.metric()).append("budget", promise.budget().toString()).append("dueAt",
                promise.dueAt());
    }

    private static Promise promise(Document state) {
        return new Promise(state.getString("metric"), Duration.parse(state.getString("budget")), Instants.read(state, "dueAt"));
    }
}
