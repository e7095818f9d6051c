package io.amparo.entitlement.contract;

/** What a customer has bought (requirements, 0). Whoever has no edition may not open tickets (R1.1). */
public enum Edition {
    PRO, PREMIUM
}
