package io.amparo.entitlement.contract;

import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.Installation;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** What a customer holds besides its contract: booked packages, installed products, special terms and consultancy hours. */
public record Holdings(List<AdvisorPackage> packages, List<Installation> installations, List<String> waivers,
        List<RemainingMaintenance> remainingMaintenance, List<HoursEntry> hours) {
    public Holdings {
        packages = List.copyOf(packages);
        installations = List.copyOf(installations);
        waivers = List.copyOf(waivers);
        remainingMaintenance = List.copyOf(remainingMaintenance);
        hours = List.copyOf(hours);
    }

    /** One entry in the ledger of consultancy hours (R7.2); only a counter-entry reverses it. */
    public record HoursEntry(String kind, int minutes, String reason, Instant at) {}

    public boolean hasPackage(String code, LocalDate day) {
        return packages.stream().anyMatch(
                booked -> booked.code().equals(code) && !day.isBefore(booked.validFrom()) && !day.isAfter(booked.validTo()));
    }

    /** Returns the remaining consultancy minutes: the sum of the ledger (R7.2). */
    public int remainingMinutes() {
        return hours.stream().mapToInt(HoursEntry::minutes).sum();
    }

    /** Returns the support agreed beyond the end of life of a product; {@code until} is included (R10.3). */
    public Optional<RemainingMaintenance> maintenanceOf(String productId, LocalDate day) {
        return remainingMaintenance.stream()
                .filter(agreed -> agreed.productId().equals(productId) && !day.isAfter(agreed.until())).findFirst();
    }
}
