package io.amparo.ticket.ticket;

import io.amparo.ticket.sla.Sla;
import org.jspecify.annotations.Nullable;

/** Why no SLA clock runs for a ticket. The customer reads it in the receipt and with the ticket (R5.6). */
enum NoClocks {
    /** Service requests and consultancy have no clocks. */
    KIND_WITHOUT_CLOCKS,
    /** The plan has no target for the ticket, or the product has no support any more. */
    NO_TARGETS;

    /**
     * Returns null if clocks run or will be assigned.
     *
     * @param assigned the clocks; null until the SLA engine has assigned them
     */
    static @Nullable NoClocks of(Ticket ticket, @Nullable Sla assigned) {
        if (!ticket.kind().hasClocks()) return KIND_WITHOUT_CLOCKS;
        var promise = ticket.validPromise();
        return assigned == null && promise != null && promise.objectives().isEmpty() ? NO_TARGETS : null;
    }
}
