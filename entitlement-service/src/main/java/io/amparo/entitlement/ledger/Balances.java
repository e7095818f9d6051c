package io.amparo.entitlement.ledger;

import java.time.LocalDate;

/** What a customer has left on a day in its zone, each by one query of an index. Approved overage does not reduce it. */
public final class Balances {
    private final Lots lots;

    Balances(Lots lots) {
        this.lots = lots;
    }

    /** Returns the minutes of consultancy. */
    public int remainingMinutes(String customerId, LocalDate day) {
        return lots.remaining(customerId, LotKind.HOURS, null, day);
    }

    /** Returns the number of single incidents and of included ones whose lot is open. */
    public int vouchers(String customerId, LocalDate day) {
        return lots.remaining(customerId, LotKind.VOUCHER, null, day);
    }

    /** Returns the units of a package. */
    public int units(String customerId, String packageCode, LocalDate day) {
        return lots.remaining(customerId, LotKind.UNITS, packageCode, day);
    }
}
