package io.amparo.ticket.ticket;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Store of all tickets; the controller restricts access. After each guarded write it writes what follows from it: the positions
 * of the timeline entries and the summary. A crash before those is repaired by the next change, reader or event of the ticket.
 */
final class Tickets extends AggregateStore<Ticket, TicketEvent> {
    private final TimelineEntries timelineEntries;
    private final TicketSummaries summaries;

    private static final String AWAITED_FIX = "state.handling.bug.awaited";

    Tickets(Outbox outbox, TimelineEntries timelineEntries, TicketSummaries summaries) {
        super(outbox, "tickets", new IndexModel(Indexes.ascending("state.number"), new IndexOptions().unique(true)),
                new IndexModel(Indexes.ascending(AWAITED_FIX), new IndexOptions().sparse(true)));
        this.timelineEntries = timelineEntries;
        this.summaries = summaries;
    }

    Optional<Versioned<Ticket>> findByNumber(String number) {
        return query(eq("state.number", number), Sorts.ascending("_id"), 1).stream().findFirst();
    }

    /**
     * Returns tickets that wait for the release with the fix of their bug, by id.
     *
     * @param productIds null for all products
     */
    List<Versioned<Ticket>> awaitingFix(@Nullable Set<String> productIds, String afterId, int limit) {
        if (productIds != null && productIds.isEmpty()) return List.of();
        var waiting = and(gt("_id", afterId), gt(AWAITED_FIX, ""));
        return query(productIds == null ? waiting : and(waiting, in("state.product", productIds)), Sorts.ascending("_id"), limit);
    }

    /** Returns those of these tickets for whose silent customer there is no deadline. */
    List<Versioned<Ticket>> withoutDeadline(List<String> ids) {
        return query(and(in("_id", ids), eq("state.handling.silence", null)), Sorts.ascending("_id"), ids.size());
    }

    /** Stores a new ticket. Returns empty if another request has opened the ticket with this id. */
    Optional<Versioned<Ticket>> open(String id, Change<Ticket, TicketEvent> opening) {
        return insert(id, "open", opening) ? findSince(id, 1).map(this::complete) : Optional.empty();
    }

    /**
     * Applies a decision once per cause, as {@link #update(String, String, Long, Function)}, and returns the ticket after it. The
     * decision must not keep the newest timeline entries: it gets the ticket without them, because the store has them.
     */
    Versioned<Ticket> change(String id, String cause, @Nullable Long expectedVersion,
            Function<Ticket, Change<Ticket, TicketEvent>> decide) {
        return complete(updateAndFind(id, cause, expectedVersion, ticket -> {
            timelineEntries.storePositions(ticket);
            return decide.apply(ticket.withoutNewestEntries());
        }));
    }

    /** Writes what follows from the last change. Repeating is safe; the order lets the summary show that all is written. */
    Versioned<Ticket> complete(Versioned<Ticket> ticket) {
        timelineEntries.storePositions(ticket.state());
        summaries.show(TicketSummary.of(ticket));
        return ticket;
    }

    @Override
    protected Document write(Ticket ticket) {
        return TicketCodec.encode(ticket);
    }

    @Override
    protected Ticket read(Document state) {
        return TicketCodec.decode(state);
    }
}
