package io.amparo.entitlement.ledger;

import io.amparo.entitlement.ledger.Consumption.Request;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Reserves an included or paid incident, or units of a package, for a ticket (R5.7, R6.3). Idempotent by the ticket: a retry,
 * also after any number of other operations, finds the first reservation. It ends when its ticket has not appeared in time.
 */
public final class ReserveForTicket {

    /**
     * @param packageCode code of the package of units; null for an incident
     * @param isTicketStored whether ticket-service has stored the ticket, so that the reservation never ends by itself
     */
    public record Command(String ticketId, String customerId, @Nullable String packageCode, int amount, boolean isTicketStored) {
        LotKind kind() {
            return packageCode == null ? LotKind.VOUCHER : LotKind.UNITS;
        }
    }

    private final Consumptions consumptions;
    private final AllocateLots allocateLots;
    private final Duration timeout;
    private final Clock clock;

    ReserveForTicket(Consumptions consumptions, AllocateLots allocateLots, Duration timeout, Clock clock) {
        this.consumptions = consumptions;
        this.allocateLots = allocateLots;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** Returns the id of what a ticket takes from lots; a ticket has at most one. */
    static String id(String ticketId) {
        return "ticket/" + ticketId;
    }

    /** Whether the ticket has reserved an incident that the edition includes. */
    public boolean hasIncluded(String ticketId) {
        return consumptions.find(id(ticketId)).filter(found -> found.state().lotKind() == LotKind.INCLUDED).isPresent();
    }

    /**
     * @return false if the customer has too little left; then nothing is reserved
     * @throws ApiException 422 if the ticket has reserved something else, because knowledge of its id does not prove ownership
     */
    public boolean handle(Command command) {
        var now = clock.instant();
        var none = Consumption.none(id(command.ticketId()), command.customerId(), command.kind(), command.packageCode(),
                command.ticketId());
        var other = consumptions.find(none.id()).map(found -> found.state()).filter(found -> !found.isLike(none));
        if (other.isPresent()) throw ApiException.keyReused("ticketId");
        return allocateLots.allocate(none, new Request(command.ticketId(), command.amount(),
                command.isTicketStored() ? null : now.plus(timeout), false, EntryNote.automatic(command.ticketId(), now)));
    }
}
