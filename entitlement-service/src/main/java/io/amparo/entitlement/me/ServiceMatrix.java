package io.amparo.entitlement.me;

import io.amparo.entitlement.contract.Contract;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Edition;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Availability of the services of the support policy, with a reason for each. */
final class ServiceMatrix {

    /** Availability of one service, with the code of a reason; {@code details} fill the placeholders of its text. */
    record ServiceAccess(String service, String clause, boolean available, String code, List<String> details) {}

    private ServiceMatrix() {}

    /** Returns all services as available: staff provide them. */
    static List<ServiceAccess> forStaff() {
        return rows(new Availability(true, "staff", List.of()), new Availability(true, "staff", List.of()),
                new Availability(true, "staff", List.of()));
    }

    /** @param customer null for a person without a contract */
    static List<ServiceAccess> forCustomer(@Nullable Customer customer, LocalDate day) {
        return rows(support(customer, day), advisor(customer, day), consultancy(customer, day));
    }

    private record Availability(boolean available, String code, List<String> details) {
        ServiceAccess toAccess(String service, String clause) {
            return new ServiceAccess(service, clause, available, code, details);
        }
    }

    private static List<ServiceAccess> rows(Availability support, Availability advisor, Availability consultancy) {
        var free = new Availability(true, "open-to-all", List.of());
        return List.of(support.toAccess("support-portal", "1"), free.toAccess("knowledge-base", "2"), free.toAccess("forum", "3"),
                free.toAccess("distance-learning", "4"), support.toAccess("professional-support", "5"),
                support.toAccess("single-incident", "5"), advisor.toAccess("professional-advisor", "6"),
                consultancy.toAccess("consultancy", "7"));
    }

    private static Availability support(@Nullable Customer customer, LocalDate day) {
        if (customer == null) return new Availability(false, "edition-not-entitled", List.of());
        var contract = customer.contract();
        if (!contract.hasBegun(day))
            return new Availability(false, "contract-not-yet-valid", List.of(contract.validFrom().toString()));
        if (contract.hasEnded(day)) return new Availability(false, "contract-expired", List.of(contract.validTo().toString()));
        return new Availability(true, "covered-by-edition", validity(contract));
    }

    private static Availability advisor(@Nullable Customer customer, LocalDate day) {
        var support = premium(customer, day);
        if (customer == null || !support.available()) return support;
        var holdings = customer.holdings();
        return holdings.packages().stream().anyMatch(booked -> holdings.hasPackage(booked.code(), day))
                ? new Availability(true, "covered-by-package", validity(customer.contract()))
                : new Availability(false, "needs-package", List.of());
    }

    private static Availability consultancy(@Nullable Customer customer, LocalDate day) {
        var support = premium(customer, day);
        if (customer == null || !support.available()) return support;
        return customer.holdings().remainingMinutes() > 0
                ? new Availability(true, "covered-by-hours", validity(customer.contract()))
                : new Availability(false, "consultancy-needs-hours", List.of());
    }

    private static Availability premium(@Nullable Customer customer, LocalDate day) {
        var support = support(customer, day);
        var premium = customer != null && customer.contract().edition() == Edition.PREMIUM;
        return support.available() && !premium ? new Availability(false, "needs-premium", List.of()) : support;
    }

    private static List<String> validity(Contract contract) {
        return List.of(contract.edition().name(), contract.validTo().toString());
    }
}
