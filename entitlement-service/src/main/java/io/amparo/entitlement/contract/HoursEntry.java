package io.amparo.entitlement.contract;

import java.time.Instant;

/** One entry in the ledger of consultancy hours (R7.2); only a counter-entry reverses it. */
public record HoursEntry(String kind, int minutes, String reason, Instant at) {}
