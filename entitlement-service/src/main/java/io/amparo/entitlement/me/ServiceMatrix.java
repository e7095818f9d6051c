package io.amparo.entitlement.me;

import io.amparo.entitlement.contract.Contract;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Edition;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Availability of the services of the support policy, with a reason for each (requirements, 0). */
final class ServiceMatrix {

    /** Availability of one service, with the code of a reason; {@code details} fill the placeholders of its text. */
    record Access(String service, String clause, boolean available, String reason, List<String> details) {}

    private ServiceMatrix() {}

    /** Returns all services as available: staff provide them. */
    static List<Access> ofStaff() {
        return rows(new Verdict(true, "staff", List.of()), new Verdict(true, "staff", List.of()),
                new Verdict(true, "staff", List.of()));
    }

    /** @param customer null for a person without a contract */
    static List<Access> of(@Nullable Customer customer, LocalDate day) {
        return rows(support(customer, day), advisor(customer, day), consultancy(customer, day));
    }

    private record Verdict(boolean available, String reason, List<String> details) {
        Access of(String service, String clause) {
            return new Access(service, clause, available, reason, details);
        }
    }

    private static List<Access> rows(Verdict support, Verdict advisor, Verdict consultancy) {
        var free = new Verdict(true, "open-to-all", List.of());
        return List.of(support.of("support-portal", "1"), free.of("knowledge-base", "2"), free.of("forum", "3"),
                free.of("distance-learning", "4"), support.of("professional-support", "5"), support.of("single-incident", "5"),
                advisor.of("professional-advisor", "6"), consultancy.of("consultancy", "7"));
    }

    private static Verdict support(@Nullable Customer customer, LocalDate day) {
        if (customer == null) return new Verdict(false, "edition-not-entitled", List.of());
        var contract = customer.contract();
        if (!contract.hasBegun(day))
            return new Verdict(false, "contract-not-yet-valid", List.of(contract.validFrom().toString()));
        if (contract.hasEnded(day)) return new Verdict(false, "contract-expired", List.of(contract.validTo().toString()));
        return new Verdict(true, "covered-by-edition", validity(contract));
    }

    private static Verdict advisor(@Nullable Customer customer, LocalDate day) {
        var support = premium(customer, day);
        if (customer == null || !support.available()) return support;
        var booked = customer.packages().stream().filter(each -> customer.hasPackage(each.code(), day)).findAny().isPresent();
        return booked
                ? new Verdict(true, "covered-by-package", validity(customer.contract()))
                : new Verdict(false, "needs-package", List.of());
    }

    private static Verdict consultancy(@Nullable Customer customer, LocalDate day) {
        var support = premium(customer, day);
        if (customer == null || !support.available()) return support;
        return customer.minutesLeft() > 0
                ? new Verdict(true, "covered-by-hours", validity(customer.contract()))
                : new Verdict(false, "consultancy-needs-hours", List.of());
    }

    private static Verdict premium(@Nullable Customer customer, LocalDate day) {
        var support = support(customer, day);
        var premium = customer != null && customer.contract().edition() == Edition.PREMIUM;
        return support.available() && !premium ? new Verdict(false, "needs-premium", List.of()) : support;
    }

    private static List<String> validity(Contract contract) {
        return List.of(contract.edition().name(), contract.validTo().toString());
    }
}
