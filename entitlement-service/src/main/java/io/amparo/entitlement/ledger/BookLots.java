package io.amparo.entitlement.ledger;

import io.amparo.entitlement.ledger.Consumption.Request;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Books the delivery of units of a package (R6.3), or consultancy hours (R7.2). Hours of a ticket come from its accepted
 * estimates and approved overages, and never exceed them. Units, and hours without a ticket, come from the balance. Idempotent by
 * the booking id, which is the id of an entry.
 */
public final class BookLots {

    /**
     * @param bookingId the same on every retry
     * @param packageCode code of the package of units; null for hours
     * @param ticket number of the ticket; null for a delivery or work without one
     * @param amount units, or worked minutes before rounding
     */
    public record Command(String bookingId, String customerId, @Nullable String packageCode, @Nullable String ticket, int amount,
            @Nullable String reason, String by) {
        /** Whether an estimate of the ticket has reserved the amount before. */
        private boolean isOfEstimate() {
            return packageCode == null && ticket != null;
        }
    }

    private final Consumptions consumptions;
    private final LotEntries entries;
    private final AllocateLots allocateLots;
    private final Rounding rounding;
    private final Clock clock;

    BookLots(Consumptions consumptions, LotEntries entries, AllocateLots allocateLots, Rounding rounding, Clock clock) {
        this.consumptions = consumptions;
        this.entries = entries;
        this.allocateLots = allocateLots;
        this.rounding = rounding;
        this.clock = clock;
    }

    /**
     * Returns the units or minutes that were deducted.
     *
     * @throws ApiException 409 if the estimates of the ticket, or the balance, are too low
     */
    public int handle(Command command) {
        boolean isHours = command.packageCode() == null;
        int amount = isHours ? rounding.up(command.amount()) : command.amount();
        var note = new EntryNote(command.ticket(), command.by(), null, command.reason(), isHours ? command.amount() : null,
                clock.instant());
        var none = Consumption.none(id(command), command.customerId(), isHours ? LotKind.HOURS : LotKind.UNITS,
                command.packageCode(), null);
        if (command.isOfEstimate()) {
            if (consumptions.find(none.id()).isEmpty()) throw ApiException.conflict("estimate-exceeded");
        } else if (!allocateLots.allocate(none,
                new Request(command.bookingId(), amount, note.at().plus(AllocateLots.CHECK_AFTER), false, note)))
            throw ApiException.conflict("balance-too-low");
        consumptions.change(none.id(),
                current -> entries.contains(current.lotIds(), command.bookingId())
                        ? current.withoutEvents()
                        : current.book(command.bookingId(), amount, note));
        return amount;
    }

    private static String id(Command command) {
        return command.isOfEstimate()
                ? ReserveHours.id(command.customerId(), command.ticket())
                : "booking/" + command.bookingId();
    }
}
