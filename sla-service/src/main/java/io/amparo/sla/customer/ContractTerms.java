package io.amparo.sla.customer;

import static java.util.Comparator.comparing;
import static java.util.Objects.requireNonNull;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

/**
 * The terms of a contract that affect SLA clocks: plan, time zone of its dates, packages and maintenance. Lists are sorted and
 * free of duplicates, so that equality ignores their order.
 *
 * @param slaPlan id of the plan
 */
public record ContractTerms(String slaPlan, ZoneId zone, List<PackageBooking> packages, List<MaintenanceExtension> maintained) {

    /** A booked Advisor package; {@code from} and {@code to} are inclusive (R6.1). */
    public record PackageBooking(String code, LocalDate from, LocalDate to) {
        public PackageBooking {
            requireNonNull(code, "code");
            requireNonNull(from, "from");
            requireNonNull(to, "to");
        }
    }

    /** Support of a product beyond its end of life; {@code until} is inclusive (R10.3). */
    public record MaintenanceExtension(String productId, LocalDate until) {
        public MaintenanceExtension {
            requireNonNull(productId, "productId");
            requireNonNull(until, "until");
        }
    }

    public ContractTerms {
        requireNonNull(slaPlan, "slaPlan");
        packages = packages.stream().distinct()
                .sorted(comparing(PackageBooking::code).thenComparing(PackageBooking::from).thenComparing(PackageBooking::to))
                .toList();
        maintained = maintained.stream().distinct()
                .sorted(comparing(MaintenanceExtension::productId).thenComparing(MaintenanceExtension::until)).toList();
    }
}
