package io.amparo.entitlement.hours;

import io.amparo.entitlement.ledger.EntryKind;
import io.amparo.entitlement.ledger.LotEntries.StoredEntry;
import io.amparo.entitlement.ledger.RefundCode;
import io.amparo.platform.Adapter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** An entry of a lot as the API shows it. */
@Adapter
record LotEntryResponse(String lot, @Schema(description = "Place in the lot, from 1") int position, EntryKind kind,
        @Schema(description = "Change of the balance in minutes") int amount,
        @Schema(description = "Change of what is reserved, in minutes") int reserved,
        @Schema(description = "Minutes by which the balance may be further below zero") int overage,
        @Schema(description = "Balance of the lot after this entry") int balance,
        @Schema(description = "Minutes that were worked, before rounding; of a booking") @Nullable Integer workedMinutes,
        @Schema(description = "Number of the ticket") @Nullable String ticket,
        @Schema(description = "Person id; missing if the service itself made the entry") @Nullable String by,
        @Schema(description = "Why the service made a counter-entry") @Nullable RefundCode code, @Nullable String reason,
        Instant at) {
    static LotEntryResponse of(StoredEntry stored) {
        var entry = stored.entry();
        var note = entry.note();
        return new LotEntryResponse(stored.lotId(), entry.position(), entry.kind(), entry.amount(), entry.reserved(),
                entry.overage(), entry.balance(), note.worked(), note.ticket(), note.by(), note.code(), note.reason(), note.at());
    }
}
