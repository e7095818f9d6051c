package io.amparo.entitlement.contract;

/** OpMon edition of a contract. Without an edition no tickets may be opened (R1.1). */
public enum Edition {
    PRO, PREMIUM
}
