package io.amparo.entitlement.coverage;

import static io.amparo.entitlement.coverage.Alternative.SELF_HELP;
import static io.amparo.entitlement.coverage.Alternative.to;

import io.amparo.entitlement.catalogue.Product;
import io.amparo.entitlement.catalogue.Version;
import io.amparo.entitlement.contract.Edition;
import io.amparo.entitlement.coverage.Finding.Caution;
import io.amparo.entitlement.coverage.Finding.Denial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules of the support policy. */
final class CoverageRules {
    private static final String SERVICE_REQUESTS = "requisicoes-de-servico";

    /** Rules on the person and the contract. Each rule assumes that the previous ones passed. */
    static final List<CoverageRule> STANDING = List.of(CoverageRules::onlyCustomers, CoverageRules::onlyNamedContacts,
            CoverageRules::onlyFromTheFirstDay, CoverageRules::onlyUntilTheLastDay);

    /** Rules on the kind of the ticket and the product version. */
    static final List<CoverageRule> MATTER = List.of(CoverageRules::serviceRequestsByPackage, CoverageRules::consultancyByHours,
            CoverageRules::onlySupportedReleases, CoverageRules::newestMajor, CoverageRules::onlyUntilEndOfLife);

    private CoverageRules() {}

    /** R1.1: only OpMon PRO and PREMIUM. */
    private static Optional<Finding> onlyCustomers(Coverage coverage) {
        return coverage.customer() != null || coverage.employer() != null || coverage.wish().customerId() != null
                ? Optional.empty()
                : denied(Reason.of("edition-not-entitled", "1"), SELF_HELP);
    }

    /** R5.4: only named contacts. Only a person with an address of the company gets the names of its administrators. */
    private static Optional<Finding> onlyNamedContacts(Coverage coverage) {
        if (coverage.contact().isPresent()) return Optional.empty();
        var instead = new ArrayList<Alternative>();
        var employer = coverage.employer();
        if (employer != null && !employer.administrators().isEmpty())
            instead.add(to("ask-administrator", null, String.join(", ", employer.administrators()), employer.name()));
        instead.addAll(SELF_HELP);
        return denied(Reason.of("not-a-named-contact", "5.contact"), instead);
    }

    private static Optional<Finding> onlyFromTheFirstDay(Coverage coverage) {
        var customer = coverage.customer();
        return customer == null || customer.contract().hasBegun(coverage.day())
                ? Optional.empty()
                : denied(Reason.of("contract-not-yet-valid", "1", customer.contract().validFrom().toString()), SELF_HELP);
    }

    private static Optional<Finding> onlyUntilTheLastDay(Coverage coverage) {
        var customer = coverage.customer();
        if (customer == null || !customer.contract().hasEnded(coverage.day())) return Optional.empty();
        var instead = new ArrayList<>(List.of(to("renew-contract", null)));
        instead.addAll(SELF_HELP);
        return denied(Reason.of("contract-expired", "1", customer.contract().validTo().toString()), instead);
    }

    /** Service requests belong to an Advisor package: PRO does not include them, PREMIUM only with the package (R5.6, R6.3). */
    private static Optional<Finding> serviceRequestsByPackage(Coverage coverage) {
        var customer = coverage.customer();
        if (coverage.wish().kind() != Kind.SERVICE_REQUEST || customer == null) return Optional.empty();
        var premium = customer.contract().edition() == Edition.PREMIUM;
        if (premium && customer.hasPackage(SERVICE_REQUESTS, coverage.day())) return Optional.empty();
        return denied(Reason.of("service-request-needs-package", "6"),
                List.of(premium ? to("order-package", null) : to("move-to-premium", null)));
    }

    /** Consultancy needs PREMIUM and remaining hours (R5.6, R7). */
    private static Optional<Finding> consultancyByHours(Coverage coverage) {
        var customer = coverage.customer();
        if (coverage.wish().kind() != Kind.CONSULTANCY || customer == null) return Optional.empty();
        var premium = customer.contract().edition() == Edition.PREMIUM;
        if (premium && customer.minutesLeft() > 0) return Optional.empty();
        return denied(Reason.of("consultancy-needs-hours", "7"),
                List.of(premium ? to("order-hours", null) : to("move-to-premium", null)));
    }

    /** R5.1: the newest minor of a major version, or any minor of the newest major. */
    private static Optional<Finding> onlySupportedReleases(Coverage coverage) {
        var line = coverage.line();
        if (!coverage.wish().kind().isProfessionalSupport() || line.newest().isEmpty()) return Optional.empty();
        var version = Version.parse(coverage.wish().version());
        if (version.filter(line::supports).isPresent()) return Optional.empty();
        var instead = new ArrayList<Alternative>();
        version.flatMap(theirs -> line.newestOf(theirs.major())).ifPresent(minor -> instead.add(upgrade(coverage, minor)));
        line.newest().map(newest -> upgrade(coverage, newest)).filter(newest -> !instead.contains(newest))
                .ifPresent(instead::add);
        return denied(Reason.of("version-unsupported", "5.release", coverage.wish().version()), instead);
    }

    private static Alternative upgrade(Coverage coverage, Version version) {
        var product = coverage.line().productOf(version.major()).orElseThrow();
        return to("upgrade", "/api/v1/products/" + product.id() + "/releases", product.name(), version.toString());
    }

    /** R9.C5: the customer is responsible for running the newest major version; an older one causes a warning. */
    private static Optional<Finding> newestMajor(Coverage coverage) {
        var line = coverage.line();
        if (!coverage.wish().kind().isProfessionalSupport()) return Optional.empty();
        return Version.parse(coverage.wish().version()).filter(line::isOutdated).flatMap(_ -> line.newest())
                .map(newest -> new Caution(Reason.of("newer-major-available", "9.C5", newest.toString())));
    }

    /**
     * R10.2: no support from the end-of-life day on, except for agreed maintenance (R10.3). Consultancy is exempt because it may
     * help with the migration.
     */
    private static Optional<Finding> onlyUntilEndOfLife(Coverage coverage) {
        var customer = coverage.customer();
        if (coverage.wish().kind() == Kind.CONSULTANCY || customer == null) return Optional.empty();
        var product = Version.parse(coverage.wish().version()).flatMap(theirs -> coverage.line().productOf(theirs.major()))
                .or(() -> coverage.line().product(coverage.wish().product()));
        return product.filter(its -> its.hasEnded(coverage.day()))
                .map(its -> customer.maintenanceOf(its.id(), coverage.day()).<Finding>map(
                        agreed -> new Caution(Reason.of("remaining-maintenance", "10", its.name(), agreed.until().toString())))
                        .orElseGet(() -> ended(its)));
    }

    private static Denial ended(Product product) {
        var instead = new ArrayList<Alternative>();
        if (product.successor() != null)
            instead.add(to("upgrade-to-successor", "/api/v1/products/" + product.successor(), product.successor()));
        instead.add(to("order-migration", null));
        return new Denial(Reason.of("end-of-life", "10", product.name(), String.valueOf(product.endOfLife())), instead);
    }

    private static Optional<Finding> denied(Reason reason, List<Alternative> instead) {
        return Optional.of(new Denial(reason, List.copyOf(instead)));
    }
}
