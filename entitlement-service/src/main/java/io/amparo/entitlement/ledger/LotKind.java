package io.amparo.entitlement.ledger;

/**
 * What a lot contains: one paid single incident, the incidents that the edition includes in a period of the contract, units of a
 * package, or minutes of consultancy.
 */
public enum LotKind {
    VOUCHER, INCLUDED, UNITS, HOURS
}
