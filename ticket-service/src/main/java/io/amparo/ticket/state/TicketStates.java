package io.amparo.ticket.state;

import io.amparo.events.Tombstone;
import io.amparo.events.ticket.TicketStateEvent.TicketStateChanged;
import io.amparo.platform.store.AggregateStore;
import io.amparo.platform.store.AggregateUpdate;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Outbox;
import io.amparo.platform.store.Versioned;
import io.amparo.ticket.sla.Sla;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Store of the state of each ticket with its clocks, by ticket id. It is separate from the ticket: an SLA event must not change
 * the ticket's version, or a pending write with If-Match would fail with 412. Each change that other systems can see emits
 * TicketStateChanged; a tombstone follows some time after the end of the ticket.
 */
public final class TicketStates extends AggregateStore<TicketState, Object> {
    private final Duration keepClosed;

    TicketStates(Outbox outbox, Duration keepClosed) {
        super(outbox, "ticket_states");
        this.keepClosed = keepClosed;
    }

    @Override
    protected Set<Class<?>> wholeStateEvents() {
        return Set.of(TicketStateChanged.class);
    }

    @Override
    protected String stateName() {
        return "state";
    }

    /** Returns the SLA state of a ticket; empty until the clocks are assigned. */
    public Optional<Sla> findSla(String ticketId) {
        return find(ticketId).map(found -> found.state().sla());
    }

    /** Returns the clocks that are due first by ticket id, without those of tickets that have no state. */
    public Map<String, NextDue> nextDue(Set<String> ticketIds) {
        var next = new HashMap<String, NextDue>();
        for (var ticketId : ticketIds)
            findSince(ticketId, 1).map(Versioned::state).ifPresent(state -> next.put(ticketId, state.nextDue()));
        return next;
    }

    /** Takes over a ticket, unless the state shows this version or a later one. */
    public void put(TicketSnapshot ticket, String cause) {
        if (ticket.version() == 1 && insert(ticket.id(), cause, toChange(TicketState.EMPTY.withTicket(ticket), null))) return;
        if (findSince(ticket.id(), 1).filter(found -> found.state().isUpToDate(ticket.version())).isPresent()) return;
        applyAll(List.of(updateOf(ticket.id(), cause, state -> state.withTicket(ticket))));
    }

    /** Returns the update by an event of the SLA engine. */
    AggregateUpdate<TicketState, Object> slaUpdate(String ticketId, String cause, long sequence,
            UnaryOperator<TicketState> change) {
        return updateOf(ticketId, cause, state -> change.apply(state).withSlaSequence(sequence));
    }

    /** Returns the update of the known state, or of an empty one. */
    private AggregateUpdate<TicketState, Object> updateOf(String ticketId, String cause, UnaryOperator<TicketState> change) {
        return AggregateUpdate.of(ticketId, cause, Optional.of(TicketState.EMPTY),
                state -> toChange(change.apply(state), state.event()));
    }

    /** Removes the state of an ended ticket from the topic; after an appeal it may end once more. */
    void remove(String ticketId) {
        var ended = find(ticketId).map(found -> found.state().ticket()).map(TicketSnapshot::version).orElse(0L);
        update(ticketId, "removal/" + ended, state -> {
            var last = state.event();
            return last == null ? toChange(state, null) : new Change<>(state.remove(), List.of(Tombstone.of(last)), null);
        });
    }

    private Change<TicketState, Object> toChange(TicketState state, @Nullable TicketStateChanged before) {
        var event = state.event();
        return new Change<>(state, event == null || Objects.equals(event, before) ? List.of() : List.of(event),
                state.removableAt(keepClosed));
    }

    @Override
    protected Document write(TicketState state) {
        return TicketStateCodec.encode(state);
    }

    @Override
    protected TicketState read(Document state) {
        return TicketStateCodec.decode(state);
    }
}
