package io.amparo.ticket.ticket;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Instants;
import io.amparo.platform.store.Outbox;
import io.amparo.ticket.ticket.BulkEdit.Outcome;
import io.amparo.ticket.ticket.BulkEdit.Request;
import io.amparo.ticket.ticket.BulkEdit.Result;
import java.time.Duration;
import java.time.Instant;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/** Stores the bulk edits. */
final class BulkEdits extends AggregateStore<BulkEdit, TicketEvent> {
    private static final String BY = "state.by.id";
    /** Duration for which no other instance continues a claimed job; after it, the claiming instance is considered dead. */
    private static final Duration CLAIM_DURATION = Duration.ofSeconds(30);

    BulkEdits(Outbox outbox) {
        super(outbox, "bulk_edits", new IndexModel(Indexes.ascending(BY)));
    }

    /** Returns whether a person has as many running jobs as are allowed. */
    boolean isBusy(String personId) {
        return ids(and(eq(BY, personId), eq("state.finishedAt", null)), Sorts.ascending("_id"), BulkEdit.MAX_RUNNING)
                .size() == BulkEdit.MAX_RUNNING;
    }

    /** Claims the job for one step. */
    boolean claim(String id, Instant now) {
        return claim(id, now, now.plus(CLAIM_DURATION));
    }

    @Override
    protected Document write(BulkEdit bulk) {
        var request = bulk.request();
        var action = request.action();
        return new Document("id", bulk.id()).append("code", action.code().name()).append("status", name(action.status()))
                .append("priority", name(action.priority()))
                .append("owner", action.owner() == null ? null : TicketCodec.person(action.owner())).append("text", action.text())
                .append("by", TicketCodec.person(request.by().person())).append("byManager", request.by().isManager())
                .append("dryRun", request.dryRun()).append("contentHash", request.contentHash())
                .append("begunAt", request.begunAt()).append("finishedAt", bulk.finishedAt()).append("numbers", bulk.numbers())
                .append("results", bulk.results().stream()
                        .map(result -> new Document("outcome", result.outcome().name()).append("code", result.code())).toList());
    }

    private static @Nullable String name(@Nullable Enum<?> value) {
        return value == null ? null : value.name();
    }

    @Override
    protected BulkEdit read(Document state) {
        var owner = state.get("owner", Document.class);
        var status = state.getString("status");
        var priority = state.getString("priority");
        var action = new BulkAction(BulkAction.Code.valueOf(state.getString("code")),
                status == null ? null : Status.valueOf(status), priority == null ? null : Priority.valueOf(priority),
                owner == null ? null : TicketCodec.readPerson(owner), state.getString("text"));
        var by = new Author(TicketCodec.readPerson(state.get("by", Document.class)), true, state.getBoolean("byManager"));
        return new BulkEdit(state.getString("id"),
                new Request(action, by, state.getBoolean("dryRun"), state.getString("contentHash"),
                        state.getDate("begunAt").toInstant()),
                state.getList("numbers", String.class),
                state.getList("results", Document.class).stream()
                        .map(result -> new Result(Outcome.valueOf(result.getString("outcome")), result.getString("code")))
                        .toList(),
                Instants.read(state, "finishedAt"));
    }
}
