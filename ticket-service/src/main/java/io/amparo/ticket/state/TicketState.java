package io.amparo.ticket.state;

import io.amparo.events.EventCodec;
import io.amparo.events.ticket.TicketStateEvent.ReachedRung;
import io.amparo.events.ticket.TicketStateEvent.TicketClock;
import io.amparo.events.ticket.TicketStateEvent.TicketSla;
import io.amparo.events.ticket.TicketStateEvent.TicketStateChanged;
import io.amparo.ticket.sla.Sla;
import java.time.Duration;
import java.time.Instant;
import java.util.NoSuchElementException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The state of a ticket with its clocks. Its two sources, the ticket and the SLA engine, arrive in any order.
 *
 * @param ticket null until the first event of the ticket has arrived
 * @param sla null until the clocks are assigned
 * @param slaSequence the highest sequence of the events of the SLA engine that the state contains; 0 for none
 * @param removed whether the state has been removed from the topic, after which it is not published any more
 */
record TicketState(@Nullable TicketSnapshot ticket, @Nullable Sla sla, ReachedRungs reached, long slaSequence, boolean removed) {
    static final TicketState EMPTY = new TicketState(null, null, ReachedRungs.NONE, 0, false);

    /** The newer snapshot wins. A ticket that is taken up after an appeal is published like an open one. */
    TicketState withTicket(TicketSnapshot snapshot) {
        if (isUpToDate(snapshot.version())) return this;
        return new TicketState(snapshot, sla, reached, slaSequence, removed && snapshot.closedAt() != null);
    }

    boolean isUpToDate(long ticketVersion) {
        return ticket != null && ticket.version() >= ticketVersion;
    }

    /** Clocks are assigned once. */
    TicketState assign(Sla assigned) {
        return sla != null ? this : new TicketState(ticket, assigned, reached, slaSequence, removed);
    }

    /** @throws NoSuchElementException if the clocks are not assigned yet */
    TicketState withSla(UnaryOperator<Sla> change, UnaryOperator<ReachedRungs> rungs) {
        if (sla == null) throw new NoSuchElementException("The clocks of the ticket are not assigned yet");
        return new TicketState(ticket, change.apply(sla), rungs.apply(reached), slaSequence, removed);
    }

    TicketState withSlaSequence(long sequence) {
        return new TicketState(ticket, sla, reached, Math.max(slaSequence, sequence), removed);
    }

    NextDue nextDue() {
        return NextDue.of(slaSequence, sla == null && ticket != null ? ticket.promise() : sla);
    }

    TicketState remove() {
        return new TicketState(ticket, sla, reached, slaSequence, true);
    }

    /** Returns when the state is removed from the topic; null if the ticket is open or the state is removed. */
    @Nullable
    Instant removableAt(Duration keepClosed) {
        return removed || ticket == null || ticket.closedAt() == null ? null : ticket.closedAt().plus(keepClosed);
    }

    /** Returns the state as it is published; null if it is not. */
    @Nullable
    TicketStateChanged event() {
        if (ticket == null || removed) return null;
        var shown = sla == null ? ticket.promise() : sla;
        return new TicketStateChanged(ticket.id(), ticket.number(), ticket.customerId(), ticket.customerName(), ticket.product(),
                ticket.productVersion(), ticket.kind(), ticket.priority(), ticket.status(), ticket.waitingFor(), ticket.via(),
                ticket.openedAt(), ticket.updatedAt(), ticket.closedAt(), shown == null ? null : toEvent(shown),
                EventCodec.sequenceText(ticket.sequence()), EventCodec.sequenceText(slaSequence));
    }

    private TicketSla toEvent(Sla shown) {
        return new TicketSla(shown.plan(), shown.planVersion(), shown.calendar(), shown.zone(), shown.pausedStatus(),
                shown.objectives().stream().map(this::toEvent).toList());
    }

    private TicketClock toEvent(Sla.Objective clock) {
        return new TicketClock(clock.metric(), clock.cycle(), clock.state(), clock.budget(), clock.consumed(), clock.dueAt(),
                reached.of(clock.metric(), clock.cycle()).stream().map(rung -> new ReachedRung(rung.percent(), rung.at()))
                        .toList());
    }
}
