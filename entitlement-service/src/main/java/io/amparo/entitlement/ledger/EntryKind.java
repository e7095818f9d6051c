package io.amparo.entitlement.ledger;

/** Kind of a ledger entry. RELEASE is the counter-entry of RESERVE, REFUND the one of COMMIT. */
public enum EntryKind {
    PURCHASE, RESERVE, COMMIT, RELEASE, REFUND, EXPIRE, ADJUST, OVERAGE
}
