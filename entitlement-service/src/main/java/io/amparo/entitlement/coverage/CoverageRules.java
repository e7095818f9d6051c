package io.amparo.entitlement.coverage;

import static io.amparo.entitlement.coverage.Alternative.SELF_HELP;
import static io.amparo.entitlement.coverage.Alternative.alternative;

import io.amparo.entitlement.catalogue.Product;
import io.amparo.entitlement.contract.Edition;
import io.amparo.entitlement.coverage.Finding.Denial;
import io.amparo.entitlement.coverage.Finding.Warning;
import io.amparo.events.product.ReleaseVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules of the support policy. */
final class CoverageRules {
    private static final String RELEASE_CLAUSE = "5.release";
    private static final String SERVICE_REQUESTS = "requisicoes-de-servico";

    /** Rules on the person and the contract. Each rule assumes that the previous ones passed. */
    static final List<CoverageRule> ELIGIBILITY = List.of(CoverageRules::onlyCustomers, CoverageRules::onlyNamedContacts,
            CoverageRules::onlyFromContractStart, CoverageRules::onlyUntilContractEnd);

    /** Rules on the kind of the ticket, for every product. */
    static final List<CoverageRule> KIND = List.of(CoverageRules::serviceRequestsByPackage, CoverageRules::consultancyByHours);

    /** Rules on the kind of the ticket and the product version. */
    static final List<CoverageRule> SCOPE = Stream
            .concat(KIND.stream(), Stream.<CoverageRule>of(CoverageRules::onlyPossibleVersions,
                    CoverageRules::onlySupportedReleases, CoverageRules::warnOfNewerMajor, CoverageRules::onlyUntilEndOfLife))
            .toList();

    private CoverageRules() {}

    /** R1.1: only OpMon PRO and PREMIUM. */
    private static Optional<Finding> onlyCustomers(CoverageFacts coverage) {
        return coverage.customer() != null || coverage.employer() != null || coverage.query().customerId() != null
                ? Optional.empty()
                : denial(Reason.of("edition-not-entitled", "1"), SELF_HELP);
    }

    /** R5.4: only named contacts. Only a person with an address of the company gets the names of its administrators. */
    private static Optional<Finding> onlyNamedContacts(CoverageFacts coverage) {
        if (coverage.contact().isPresent()) return Optional.empty();
        var alternatives = new ArrayList<Alternative>();
        var employer = coverage.employer();
        if (employer != null && !employer.administrators().isEmpty())
            alternatives
                    .add(alternative("ask-administrator", null, String.join(", ", employer.administrators()), employer.name()));
        alternatives.addAll(SELF_HELP);
        return denial(Reason.of("not-a-named-contact", "5.contact"), alternatives);
    }

    private static Optional<Finding> onlyFromContractStart(CoverageFacts coverage) {
        var customer = coverage.customer();
        return customer == null || customer.contract().hasBegun(coverage.day())
                ? Optional.empty()
                : denial(Reason.of("contract-not-yet-valid", "1", customer.contract().validFrom().toString()), SELF_HELP);
    }

    private static Optional<Finding> onlyUntilContractEnd(CoverageFacts coverage) {
        var customer = coverage.customer();
        if (customer == null || !customer.contract().hasEnded(coverage.day())) return Optional.empty();
        var alternatives = new ArrayList<>(List.of(alternative("renew-contract", null)));
        alternatives.addAll(SELF_HELP);
        return denial(Reason.of("contract-expired", "1", customer.contract().validTo().toString()), alternatives);
    }

    /** Service requests belong to an Advisor package: PRO does not include them, PREMIUM only with the package (R5.6, R6.3). */
    private static Optional<Finding> serviceRequestsByPackage(CoverageFacts coverage) {
        var customer = coverage.customer();
        if (coverage.query().kind() != Kind.SERVICE_REQUEST || customer == null) return Optional.empty();
        var premium = customer.contract().edition() == Edition.PREMIUM;
        if (premium && customer.holdings().hasPackage(SERVICE_REQUESTS, coverage.day())) return Optional.empty();
        return denial(Reason.of("service-request-needs-package", "6"),
                List.of(premium ? alternative("order-package", null) : alternative("move-to-premium", null)));
    }

    /** Consultancy needs PREMIUM and remaining hours (R5.6, R7). */
    private static Optional<Finding> consultancyByHours(CoverageFacts coverage) {
        var customer = coverage.customer();
        if (coverage.query().kind() != Kind.CONSULTANCY || customer == null) return Optional.empty();
        var premium = customer.contract().edition() == Edition.PREMIUM;
        if (premium && customer.holdings().remainingMinutes() > 0) return Optional.empty();
        return denial(Reason.of("consultancy-needs-hours", "7"),
                List.of(premium ? alternative("order-hours", null) : alternative("move-to-premium", null)));
    }

    /** R5.1: a ticket is about an installed version, so it must exist. */
    private static Optional<Finding> onlyPossibleVersions(CoverageFacts coverage) {
        return coverage.unknownRelease()
                .flatMap(unknown -> denial(
                        Reason.of(unknown.reasonCode(), RELEASE_CLAUSE, coverage.query().product(), coverage.query().version()),
                        List.of()));
    }

    /** R5.1: the newest minor of a major version, or any minor of the newest major. */
    private static Optional<Finding> onlySupportedReleases(CoverageFacts coverage) {
        if (!coverage.query().kind().isProfessionalSupport()) return Optional.empty();
        var releases = coverage.releases();
        return coverage.version().filter(version -> !releases.supports(version)).flatMap(version -> {
            var alternatives = Stream.concat(releases.newestOf(version.major()).stream(), releases.newest().stream()).distinct()
                    .map(newer -> upgrade(coverage, newer)).toList();
            return denial(Reason.of("version-unsupported", RELEASE_CLAUSE, coverage.query().version()), alternatives);
        });
    }

    private static Alternative upgrade(CoverageFacts coverage, ReleaseVersion version) {
        var product = coverage.releases().productOf(version.major()).flatMap(coverage.line()::product).orElseThrow();
        return alternative("upgrade", "/api/v1/products/" + product.id(), product.name(), version.majorAndMinor());
    }

    /** R9.C5: the customer is responsible for running the newest major version; an older one causes a warning. */
    private static Optional<Finding> warnOfNewerMajor(CoverageFacts coverage) {
        if (!coverage.query().kind().isProfessionalSupport()) return Optional.empty();
        var releases = coverage.releases();
        return coverage.version().filter(releases::isOutdated).flatMap(_ -> releases.newest())
                .map(newest -> new Warning(Reason.of("newer-major-available", "9.C5", newest.majorAndMinor())));
    }

    /**
     * R10.2: no support from the end-of-life day on, except for agreed maintenance (R10.3). Consultancy is exempt because it may
     * help with the migration.
     */
    private static Optional<Finding> onlyUntilEndOfLife(CoverageFacts coverage) {
        var customer = coverage.customer();
        if (coverage.query().kind() == Kind.CONSULTANCY || customer == null) return Optional.empty();
        return coverage.line().product(coverage.query().product()).filter(candidate -> candidate.hasEnded(coverage.day()))
                .map(candidate -> customer.holdings().maintenanceOf(candidate.id(), coverage.day())
                        .<Finding>map(agreed -> new Warning(
                                Reason.of("remaining-maintenance", "10", candidate.name(), agreed.until().toString())))
                        .orElseGet(() -> endOfLifeDenial(candidate)));
    }

    private static Denial endOfLifeDenial(Product product) {
        var alternatives = new ArrayList<Alternative>();
        if (product.successor() != null)
            alternatives.add(alternative("upgrade-to-successor", "/api/v1/products/" + product.successor(), product.successor()));
        alternatives.add(alternative("order-migration", null));
        return new Denial(Reason.of("end-of-life", "10", product.name(), String.valueOf(product.endOfLife())), alternatives);
    }

    private static Optional<Finding> denial(Reason reason, List<Alternative> alternatives) {
        return Optional.of(new Denial(reason, List.copyOf(alternatives)));
    }
}
