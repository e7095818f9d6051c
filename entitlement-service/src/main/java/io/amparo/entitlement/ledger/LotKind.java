package io.amparo.entitlement.ledger;

/** What a lot contains: one single incident, units of a package, or minutes of consultancy. */
public enum LotKind {
    VOUCHER, UNITS, HOURS
}
