package io.amparo.ticket.ticket;

import static com.mongodb.client.model.Filters.and;
import static com.mongodb.client.model.Filters.eq;
import static com.mongodb.client.model.Filters.gt;
import static com.mongodb.client.model.Filters.in;

import com.mongodb.MongoBulkWriteException;
import com.mongodb.client.model.IndexModel;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Sorts;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.FieldError;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Store of all tickets; the controller restricts access. After each guarded write it writes what follows from it: the positions
 * of the timeline entries and the summary. A crash before those is repaired by the next change, reader or event of the ticket.
 */
final class Tickets extends AggregateStore<Ticket, TicketEvent> {
    private static final String EXTERNAL_REF = "state." + AnnotationsCodec.KEYS;
    private static final String TAKEN = "external-ref-taken";
    private static final String FIX_VERSION = "state.handling.bug.fixVersion";
    private static final String DELIVERED_IN = "state.handling.bug.deliveredIn";

    private final TimelineEntries timelineEntries;
    private final TicketSummaries summaries;

    Tickets(Outbox outbox, TimelineEntries timelineEntries, TicketSummaries summaries) {
        super(outbox, "tickets", new IndexModel(Indexes.ascending("state.number"), new IndexOptions().unique(true)),
                new IndexModel(Indexes.ascending(FIX_VERSION, DELIVERED_IN), new IndexOptions().sparse(true)),
                new IndexModel(Indexes.ascending(EXTERNAL_REF), new IndexOptions().unique(true).sparse(true)));
        this.timelineEntries = timelineEntries;
        this.summaries = summaries;
    }

    Optional<Versioned<Ticket>> findByNumber(String number) {
        return query(eq("state.number", number), Sorts.ascending("_id"), 1).stream().findFirst();
    }

    /**
     * Returns the ids, in order, of tickets whose bug has a release that will fix it, which has not been delivered. Every build
     * has written these fields. The name of the release may be none that a product can have.
     *
     * @param productIds null for all products
     */
    List<String> awaitingFix(@Nullable Set<String> productIds, String afterId, int limit) {
        if (productIds != null && productIds.isEmpty()) return List.of();
        var waiting = and(gt("_id", afterId), gt(FIX_VERSION, ""), eq(DELIVERED_IN, null));
        return ids(productIds == null ? waiting : and(waiting, in("state.product", productIds)), Sorts.ascending("_id"), limit);
    }

    /** Returns the ids of those of these tickets for whose silent customer there is no deadline. */
    List<String> withoutDeadline(List<String> ids) {
        return ids(and(in("_id", ids), eq("state.handling.silence", null)), Sorts.ascending("_id"), ids.size());
    }

    /** @param key system and id of the reference, by the unique index */
    Optional<Versioned<Ticket>> findByExternalRef(String key) {
        return query(eq(EXTERNAL_REF, key), Sorts.ascending("_id"), 1).stream().findFirst();
    }

    /** @throws ApiException 409 that names the other ticket, if it has one of these external references */
    void requireFree(String ticketId, Annotations annotations) {
        for (var key : annotations.externalRefKeys()) {
            var owner = findByExternalRef(key).filter(found -> !found.id().equals(ticketId));
            if (owner.isPresent())
                throw ApiException.conflict(TAKEN, new FieldError("externalRefs", TAKEN, key, owner.get().state().number()));
        }
    }

    /** Answers 409 also if another ticket gets the external reference at the same time: the unique index lets one win. */
    private <T> T write(String ticketId, Supplier<T> write, Supplier<Annotations> annotations) {
        try {
            return write.get();
        } catch (MongoBulkWriteException e) {
            if (e.getWriteErrors().stream().noneMatch(error -> error.getMessage().contains(EXTERNAL_REF))) throw e;
            requireFree(ticketId, annotations.get());
            throw ApiException.conflict(TAKEN); // a majority does not have the other ticket yet
        }
    }

    /**
     * Stores a new ticket. Returns empty if another request has opened the ticket with this id.
     *
     * @throws ApiException 409 if another ticket has one of its external references
     */
    Optional<Versioned<Ticket>> open(String id, Change<Ticket, TicketEvent> opening) {
        return write(id, () -> insert(id, "open", opening), opening.state().handling()::annotations)
                ? findSince(id, 1).map(this::complete)
                : Optional.empty();
    }

    /**
     * Applies a decision once per cause, as {@link #update(String, String, Long, Function)}, and returns the ticket after it. The
     * decision must not keep the newest timeline entries: it gets the ticket without them, because the store has them.
     *
     * @throws ApiException 409 if another ticket has one of the external references that the decision adds
     */
    Versioned<Ticket> change(String id, String cause, @Nullable Long expectedVersion,
            Function<Ticket, Change<Ticket, TicketEvent>> decide) {
        var decided = new AtomicReference<>(Annotations.NONE);
        return complete(write(id, () -> updateAndFind(id, cause, expectedVersion, ticket -> {
            timelineEntries.storePositions(ticket);
            var change = decide.apply(ticket.withoutNewestEntries());
            var annotations = change.state().handling().annotations();
            if (!annotations.externalRefs().equals(ticket.handling().annotations().externalRefs())) requireFree(id, annotations);
            decided.set(annotations);
            return change;
        }), decided::get));
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
