package io.amparo.entitlement.ledger;

import io.amparo.entitlement.ledger.Consumption.Request;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Books the delivery of units of a package (R6.3). Idempotent by the booking id, which is the id of an entry. */
public final class BookUnits {

    /**
     * @param bookingId the same on every retry
     * @param ticket number of the ticket of the delivery; null for a delivery without one
     */
    public record Command(String bookingId, String customerId, String packageCode, @Nullable String ticket, int units,
            @Nullable String reason, String by) {}

    private final Consumptions consumptions;
    private final LotEntries entries;
    private final AllocateLots allocateLots;
    private final Clock clock;

    BookUnits(Consumptions consumptions, LotEntries entries, AllocateLots allocateLots, Clock clock) {
        this.consumptions = consumptions;
        this.entries = entries;
        this.allocateLots = allocateLots;
        this.clock = clock;
    }

    /** @throws ApiException 409 if too few units are left */
    public void handle(Command command) {
        var note = new EntryNote(command.ticket(), command.by(), null, command.reason(), null, clock.instant());
        var none = Consumption.none("booking/" + command.bookingId(), command.customerId(), LotKind.UNITS, command.packageCode(),
                null);
        var request = new Request(command.bookingId(), command.units(), note.at().plus(AllocateLots.CHECK_AFTER), false, note);
        if (!allocateLots.allocate(none, request)) throw ApiException.conflict("balance-too-low");
        consumptions.change(none.id(),
                current -> entries.contains(current.lotIds(), command.bookingId())
                        ? current.withoutEvents()
                        : current.book(command.bookingId(), command.units(), note));
    }
}
