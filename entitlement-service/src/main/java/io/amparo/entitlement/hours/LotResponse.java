package io.amparo.entitlement.hours;

import io.amparo.entitlement.ledger.Lot;
import io.amparo.entitlement.ledger.LotKind;
import io.amparo.platform.Adapter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A lot as the API shows it. */
@Adapter
record LotResponse(String id, LotKind kind,
        @Schema(description = "Code of the package of a lot of units") @Nullable String packageCode,
        @Schema(description = "Incidents, units or minutes that the customer has got with this lot") int granted,
        @Schema(description = "What is left; below zero only with approved overage") int balance,
        @Schema(description = "What open reservations hold; it is not part of the balance") int reserved,
        @Schema(description = "How far the balance may be below zero") int overage, LocalDate validFrom,
        @Schema(description = "Last day in the zone of the customer, included") LocalDate validTo) {
    static LotResponse of(Lot lot) {
        var terms = lot.terms();
        return new LotResponse(lot.id(), terms.kind(), terms.packageCode(), lot.granted(), lot.balance(), lot.reserved(),
                lot.overage(), terms.validFrom(), terms.validTo());
    }
}
