package io.amparo.entitlement.contract;

import java.time.LocalDate;

/** Edition, validity, SLA plan and contact quota of a customer; {@code validTo} is included. */
public record Contract(Edition edition, LocalDate validFrom, LocalDate validTo, String slaPlan, int contactQuota) {
    public Contract {
        if (validTo.isBefore(validFrom))
            throw new IllegalArgumentException("Contract ends before it begins: " + validFrom + " to " + validTo);
        if (contactQuota < 1) throw new IllegalArgumentException("Contact quota must be at least 1: " + contactQuota);
    }

    public boolean hasBegun(LocalDate day) {
        return !day.isBefore(validFrom);
    }

    public boolean hasEnded(LocalDate day) {
        return day.isAfter(validTo);
    }
}
