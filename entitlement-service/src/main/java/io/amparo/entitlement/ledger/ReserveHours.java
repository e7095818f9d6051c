package io.amparo.entitlement.ledger;

import io.amparo.entitlement.ledger.Consumption.Request;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Reserves consultancy hours for a ticket: those of an accepted estimate from the balance, those of an approved overage beyond
 * it. Idempotent by the id of the estimate or overage.
 */
public final class ReserveHours {

    /**
     * @param requestId id of the estimate or overage
     * @param ticket number of the ticket
     * @param by person id of who accepted or approved it
     */
    public record Command(String requestId, String customerId, String ticket, int minutes, @Nullable String reason, String by) {}

    private final AllocateLots allocateLots;
    private final Clock clock;

    ReserveHours(AllocateLots allocateLots, Clock clock) {
        this.allocateLots = allocateLots;
        this.clock = clock;
    }

    /** Returns the id of what a ticket takes from lots of hours. */
    static String id(String customerId, String ticket) {
        return "hours/" + customerId + "/" + ticket;
    }

    /** @throws ApiException 409 if the balance is too low */
    public void accept(Command command) {
        if (!allocate(command, false)) throw ApiException.conflict("balance-too-low");
    }

    /**
     * Records the approval as an entry of the lot that expires last, and reserves it for the ticket.
     *
     * @throws ApiException 409 if no lot can be used now
     */
    public void approveOverage(Command command) {
        if (!allocate(command, true)) throw ApiException.conflict("no-valid-lot");
    }

    private boolean allocate(Command command, boolean isOverage) {
        var note = new EntryNote(command.ticket(), command.by(), null, command.reason(), null, clock.instant());
        return allocateLots.allocate(Consumption.none(id(command.customerId(), command.ticket()), command.customerId(),
                LotKind.HOURS, null, command.ticket()),
                new Request(command.requestId(), command.minutes(), null, isOverage, note));
    }
}
