package io.amparo.entitlement.ledger;

import io.amparo.entitlement.ledger.Consumption.Request;
import io.amparo.entitlement.ledger.Consumption.Status;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Applies the events of a ticket to what it has reserved: kept once the ticket is stored, consumed when it is opened, given back
 * when it is refused or declined; hours that it has not used are given back when it is closed. Each is done once per ticket,
 * however often it is repeated. A ticket without a reservation changes nothing.
 */
public final class ApplyTicketEvents {
    private static final Logger LOG = System.getLogger(ApplyTicketEvents.class.getName());

    private final Consumptions consumptions;
    private final AllocateLots allocateLots;
    private final Clock clock;

    ApplyTicketEvents(Consumptions consumptions, AllocateLots allocateLots, Clock clock) {
        this.consumptions = consumptions;
        this.allocateLots = allocateLots;
        this.clock = clock;
    }

    /** Keeps the reservation of a ticket that waits for its decision. */
    public void received(String ticketId) {
        withComplete(ticketId, found -> {
            if (found.expiresAt() != null) consumptions.change(found.id(), Consumption::hold);
        });
    }

    /** Consumes what an opened ticket has reserved. If the reservation has ended before, it is made once more. */
    public void opened(String ticketId) {
        consume(ticketId, Consumption::endedReservation, "opened after its reservation had ended");
    }

    /** Consumes once more what a declined ticket had, because it is taken up after an appeal. */
    public void takenUp(String ticketId) {
        consume(ticketId, found -> found.status() == Status.ENDED ? found.total() : 0, "taken up after an appeal");
    }

    /**
     * @param toReserve what a ticket must reserve anew; 0 if its reservation still counts, also after a crash before the commit
     */
    private void consume(String ticketId, ToIntFunction<Consumption> toReserve, String what) {
        withComplete(ticketId, found -> {
            int missing = toReserve.applyAsInt(found);
            if (missing > 0 && !reserveOnceMore(found, ticketId, missing))
                LOG.log(Level.WARNING,
                        "Ticket {0} was {1}, and customer {2} has nothing left. The ticket consumes nothing. Next: correct the "
                                + "ledger by hand",
                        ticketId, what, found.customerId());
            else if (missing > 0 || found.status() == Status.RESERVED)
                consumptions.change(found.id(), current -> current.commit(clock.instant()));
        });
    }

    private boolean reserveOnceMore(Consumption ended, String ticketId, int amount) {
        return allocateLots.allocate(ended,
                new Request(ticketId, amount, null, false, EntryNote.automatic(ticketId, clock.instant())));
    }

    /**
     * Gives back what a ticket has reserved or consumed.
     *
     * @param by person id; null if the service decides
     */
    public void giveBack(String ticketId, RefundCode code, @Nullable String reason, @Nullable String by) {
        withComplete(ticketId, found -> {
            if (found.status() != Status.ENDED)
                consumptions.change(found.id(), current -> current.end(code, reason, by, clock.instant()));
        });
    }

    /**
     * Gives back the hours that a closed ticket has reserved and not used.
     *
     * @param number number of the ticket
     */
    public void closed(String customerId, String number) {
        withCompleteOf(ReserveHours.id(customerId, number), found -> {
            if (found.hasReserved()) consumptions.change(found.id(), current -> current.releaseRest(clock.instant()));
        });
    }

    private void withComplete(String ticketId, Consumer<Consumption> action) {
        withCompleteOf(ReserveForTicket.id(ticketId), action);
    }

    private void withCompleteOf(String consumptionId, Consumer<Consumption> action) {
        var found = consumptions.find(consumptionId).map(each -> each.state());
        found.map(each -> allocateLots.complete(each)).ifPresent(action);
    }
}
