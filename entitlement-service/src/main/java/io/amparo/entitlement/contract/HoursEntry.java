package io.amparo.entitlement.contract;

import java.time.Instant;

/** One line of the ledger of consultancy hours (R7.2); undone only by a counter-entry. */
public record HoursEntry(String kind, int minutes, String reason, Instant at) {}
