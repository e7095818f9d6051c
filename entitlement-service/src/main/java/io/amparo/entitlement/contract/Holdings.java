package io.amparo.entitlement.contract;

import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.Installation;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What a customer holds besides its contract: booked packages, installed products, maintenance, hours and approvals. */
public record Holdings(List<Held<AdvisorPackage>> packages, List<Held<Installation>> installations,
        List<Held<RemainingMaintenance>> maintenance, List<HoursEntry> hours, List<Held<Approval>> approvals) {
    public static final Holdings NONE = new Holdings(List.of(), List.of(), List.of(), List.of(), List.of());

    public Holdings {
        packages = List.copyOf(packages);
        installations = List.copyOf(installations);
        maintenance = List.copyOf(maintenance);
        hours = List.copyOf(hours);
        approvals = List.copyOf(approvals);
    }

    /** One entry in the ledger of consultancy hours (R7.2); only a counter-entry reverses it. */
    public record HoursEntry(String kind, int minutes, String reason, Instant at) {}

    public boolean hasPackage(String code, LocalDate day) {
        return bookedPackages().stream().anyMatch(
                booked -> booked.code().equals(code) && !day.isBefore(booked.validFrom()) && !day.isAfter(booked.validTo()));
    }

    public List<AdvisorPackage> bookedPackages() {
        return Held.values(packages);
    }

    public List<Installation> installedVersions() {
        return Held.values(installations);
    }

    public List<RemainingMaintenance> remainingMaintenance() {
        return Held.values(maintenance);
    }

    /** Returns the support agreed beyond the end of life of a product; {@code until} is included (R10.3). */
    public Optional<RemainingMaintenance> maintenanceOf(String productId, LocalDate day) {
        return remainingMaintenance().stream()
                .filter(agreed -> agreed.productId().equals(productId) && !day.isAfter(agreed.until())).findFirst();
    }

    /** Returns the days on which a package or a maintenance begins or has ended. */
    Stream<LocalDate> boundaryDays() {
        return Stream.concat(
                bookedPackages().stream().flatMap(booked -> Stream.of(booked.validFrom(), booked.validTo().plusDays(1))),
                remainingMaintenance().stream().map(agreed -> agreed.until().plusDays(1)));
    }

    public Holdings withPackages(List<Held<AdvisorPackage>> changed) {
        return new Holdings(changed, installations, maintenance, hours, approvals);
    }

    public Holdings withInstallations(List<Held<Installation>> changed) {
        return new Holdings(packages, changed, maintenance, hours, approvals);
    }

    public Holdings withMaintenance(List<Held<RemainingMaintenance>> changed) {
        return new Holdings(packages, installations, changed, hours, approvals);
    }

    public Holdings withApprovals(List<Held<Approval>> changed) {
        return new Holdings(packages, installations, maintenance, hours, changed);
    }
}
