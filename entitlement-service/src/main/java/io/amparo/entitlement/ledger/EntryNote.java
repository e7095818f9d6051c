package io.amparo.entitlement.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What an entry records besides its amounts.
 *
 * @param ticket id of the ticket, or for hours its number or the reference of the order; null for none
 * @param by person id; null if the service itself made the entry
 * @param code why the service made a counter-entry; null for other entries
 * @param reason text for people; null for none
 * @param worked minutes that were worked, before rounding; null for other entries than bookings
 */
public record EntryNote(@Nullable String ticket, @Nullable String by, @Nullable RefundCode code, @Nullable String reason,
        @Nullable Integer worked, Instant at) {

    /** Returns the note of an entry that the service makes by itself. */
    static EntryNote automatic(@Nullable String ticket, Instant at) {
        return new EntryNote(ticket, null, null, null, null, at);
    }

    /** Returns this note, at this instant if its own is earlier: the entries of a lot are in the order of time. */
    EntryNote notBefore(Instant earliest) {
        return at.isBefore(earliest) ? new EntryNote(ticket, by, code, reason, worked, earliest) : this;
    }

    static EntryNote of(RefundCode code, @Nullable String ticket, Instant at) {
        return new EntryNote(ticket, null, code, null, null, at);
    }
}
