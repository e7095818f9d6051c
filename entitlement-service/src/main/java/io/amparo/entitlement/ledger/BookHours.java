package io.amparo.entitlement.ledger;

import io.amparo.entitlement.ledger.Consumption.Request;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * Books consultancy hours (R7.2). Hours of a ticket come from its accepted estimates and approved overages, and never exceed
 * them. Hours without a ticket come from the balance. Idempotent by the booking id, which is the id of an entry.
 */
public final class BookHours {

    /**
     * @param bookingId the same on every retry
     * @param ticket number of the ticket; null for work without one
     * @param workedMinutes minutes before rounding
     */
    public record Command(String bookingId, String customerId, @Nullable String ticket, int workedMinutes,
            @Nullable String reason, String by) {}

    private final Consumptions consumptions;
    private final LotEntries entries;
    private final AllocateLots allocateLots;
    private final Rounding rounding;
    private final Clock clock;

    BookHours(Consumptions consumptions, LotEntries entries, AllocateLots allocateLots, Rounding rounding, Clock clock) {
        this.consumptions = consumptions;
        this.entries = entries;
        this.allocateLots = allocateLots;
        this.rounding = rounding;
        this.clock = clock;
    }

    /**
     * Returns the minutes that were deducted.
     *
     * @throws ApiException 409 if the estimates of the ticket, or the balance, are too low
     */
    public int handle(Command command) {
        int minutes = rounding.up(command.workedMinutes());
        var note = new EntryNote(command.ticket(), command.by(), null, command.reason(), command.workedMinutes(),
                clock.instant());
        var id = command.ticket() == null
                ? "booking/" + command.bookingId()
                : ReserveHours.id(command.customerId(), command.ticket());
        if (command.ticket() == null) reserve(id, command, minutes, note);
        if (consumptions.find(id).isEmpty()) throw ApiException.conflict("estimate-exceeded");
        consumptions.change(id,
                current -> entries.contains(current.lotIds(), command.bookingId())
                        ? current.withoutEvents()
                        : current.book(command.bookingId(), minutes, note));
        return minutes;
    }

    private void reserve(String id, Command command, int minutes, EntryNote note) {
        var none = Consumption.none(id, command.customerId(), LotKind.HOURS, null, null);
        var request = new Request(command.bookingId(), minutes, note.at().plus(AllocateLots.CHECK_AFTER), false, note);
        if (!allocateLots.allocate(none, request)) throw ApiException.conflict("balance-too-low");
    }
}
