package io.amparo.entitlement.contract;

import java.time.LocalDate;

/** What the vendor owes a customer, and for how long; the last day is included. */
public record Contract(Edition edition, LocalDate validFrom, LocalDate validTo, String slaPlan, int contactQuota) {
    public Contract {
        if (validTo.isBefore(validFrom))
            throw new IllegalArgumentException("ends before it begins: " + validFrom + " " + validTo);
        if (contactQuota < 1) throw new IllegalArgumentException("nobody could ask for support: " + contactQuota);
    }

    public boolean hasBegun(LocalDate day) {
        return !day.isBefore(validFrom);
    }

    public boolean hasEnded(LocalDate day) {
        return day.isAfter(validTo);
    }

    public boolean isActive(LocalDate day) {
        return hasBegun(day) && !hasEnded(day);
    }
}
