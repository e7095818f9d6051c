package io.amparo.entitlement.hours;

import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.ledger.LotKind;
import io.amparo.entitlement.ledger.LotTerms;
import io.amparo.entitlement.policy.SupportPolicy;
import io.amparo.platform.web.ApiException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The days on which a purchase can be used: from today, for the validity of the policy, unless the purchase names others. */
public final class PurchaseTerms {
    private final Supplier<SupportPolicy> policy;
    private final Clock clock;

    PurchaseTerms(Supplier<SupportPolicy> policy, Clock clock) {
        this.policy = policy;
        this.clock = clock;
    }

    /** @throws ApiException 422 if the last day comes before the first or today */
    public LotTerms of(Customer customer, LotKind kind, @Nullable LocalDate validFrom, @Nullable LocalDate validTo) {
        var today = customer.dayOf(clock.instant());
        var from = validFrom == null ? today : validFrom;
        var to = validTo == null ? from.plus(validity(kind)).minusDays(1) : validTo;
        if (to.isBefore(from) || to.isBefore(today)) throw ApiException.invalid("validTo", "before-begin");
        return LotTerms.of(customer.id(), kind, null, from, to, ZoneId.of(customer.zone()));
    }

    private Period validity(LotKind kind) {
        return kind == LotKind.VOUCHER ? policy.get().singleIncident().voucherPeriod() : policy.get().hours().lotPeriod();
    }
}
