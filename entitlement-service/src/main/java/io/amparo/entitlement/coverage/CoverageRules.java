package io.amparo.entitlement.coverage;

import static io.amparo.entitlement.coverage.Alternative.alternative;
import static io.amparo.entitlement.coverage.Alternative.order;
import static io.amparo.entitlement.coverage.Alternative.selfHelp;

import io.amparo.entitlement.catalogue.Product;
import io.amparo.entitlement.coverage.Finding.Denial;
import io.amparo.entitlement.coverage.Finding.Warning;
import io.amparo.entitlement.policy.PolicyReference;
import io.amparo.entitlement.policy.SupportPolicy.Edition;
import io.amparo.entitlement.policy.SupportPolicy.ServiceOffer;
import io.amparo.events.Vocabulary.EntitlementSource;
import io.amparo.events.product.ReleaseVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rules of a decision. What editions and packages include, and which clauses the rules cite, is data of the policy. */
final class CoverageRules {
    /** Rules on the person and the contract. Each rule assumes that the previous ones passed. */
    static final List<CoverageRule> ELIGIBILITY = List.of(CoverageRules::onlyCustomers, CoverageRules::onlyNamedContacts,
            CoverageRules::onlyFromContractStart, CoverageRules::onlyUntilContractEnd, CoverageRules::notWhileSuspended);

    /** Rules on the kind of the ticket, for every product. */
    static final List<CoverageRule> KIND = List.of(CoverageRules::onlyIncludedKinds, CoverageRules::paidIncidents,
            CoverageRules::serviceRequestsByPackage, CoverageRules::consultancyByHours);

    /** Rules on the kind of the ticket and the product version. */
    static final List<CoverageRule> SCOPE = Stream
            .concat(KIND.stream(), Stream.<CoverageRule>of(CoverageRules::onlyPossibleVersions, CoverageRules::notExcluded,
                    CoverageRules::onlySupportedReleases, CoverageRules::warnOfNewerMajor, CoverageRules::onlyUntilEndOfLife))
            .toList();

    /** Code of a denial because no included and no paid incident is left. */
    static final String NO_INCIDENT_LEFT = "incident-needs-voucher";

    private CoverageRules() {}

    /** Returns the rules on the use of a service: those of its kind of ticket, and that the edition includes it. */
    static List<CoverageRule> ofService(ServiceOffer service) {
        return Stream.concat(KIND.stream(), Stream.<CoverageRule>of(coverage -> onlyEditionsWith(service, coverage))).toList();
    }

    /**
     * Returns the rules on an order of a service: the contract is in force and its edition may have the service. What the
     * customer has left does not matter.
     */
    static List<CoverageRule> ofOrder(EntitlementSource source) {
        return List.of(CoverageRules::onlyFromContractStart, CoverageRules::onlyUntilContractEnd,
                CoverageRules::notWhileSuspended, coverage -> onlyOrderingEditions(source, coverage));
    }

    /** Only some editions may order single incidents (R5.7), packages (R6) and hours (R7). */
    private static Optional<Finding> onlyOrderingEditions(EntitlementSource source, CoverageFacts coverage) {
        var policy = coverage.policy();
        var single = policy.singleIncident();
        var kind = coverage.kind().filter(rule -> source == EntitlementSource.VOUCHER ? single.enabled() : rule.via() == source);
        if (kind.isEmpty()) return denial(Reason.of("not-yet-offered", policy.rules().contract()), List.of());
        var editions = source == EntitlementSource.VOUCHER
                ? policy.editions().stream().filter(edition -> single.editions().contains(edition.code())).toList()
                : policy.editionsFor(kind.get().code());
        return includes(coverage, editions)
                ? Optional.empty()
                : denial(Reason.of("order-needs-edition", kind.get().clause(), PolicyReference.anyOf(editions)),
                        otherEdition(editions));
    }

    /** R1.1: only customers, whose contract has an edition. */
    private static Optional<Finding> onlyCustomers(CoverageFacts coverage) {
        return coverage.customer() != null || coverage.employer() != null || coverage.query().customerId() != null
                ? Optional.empty()
                : denial(notEntitled(coverage, coverage.policy().rules().contract(), coverage.policy().editions()),
                        selfHelp(coverage.policy()));
    }

    private static Reason notEntitled(CoverageFacts coverage, String clause, List<Edition> editions) {
        var withTickets = editions.stream().filter(edition -> coverage.policy().ticketKinds().stream()
                .anyMatch(kind -> coverage.policy().includes(edition.code(), kind.code()))).toList();
        return Reason.of("edition-not-entitled", clause, PolicyReference.allOf(withTickets));
    }

    /** R5.4: only named contacts. Only a person with an address of the company gets the names of its administrators. */
    private static Optional<Finding> onlyNamedContacts(CoverageFacts coverage) {
        if (coverage.contact().isPresent()) return Optional.empty();
        var alternatives = new ArrayList<Alternative>();
        var employer = coverage.employer();
        if (employer != null && !employer.administrators().isEmpty())
            alternatives.add(alternative("ask-administrator", "/api/v1/me", String.join(", ", employer.administrators()),
                    employer.name()));
        alternatives.addAll(selfHelp(coverage.policy()));
        return denial(Reason.of("not-a-named-contact", coverage.policy().rules().contacts()), alternatives);
    }

    /** Days before the first period; a customer without any period has no edition (R1.1). */
    private static Optional<Finding> onlyFromContractStart(CoverageFacts coverage) {
        var customer = coverage.customer();
        if (customer == null) return Optional.empty();
        var clause = coverage.policy().rules().contract();
        if (customer.periods().isEmpty())
            return denial(notEntitled(coverage, clause, coverage.policy().editionsFor(coverage.query().kind().name())),
                    selfHelp(coverage.policy()));
        if (coverage.period().isPresent() || customer.periods().lastBefore(coverage.day()).isPresent()) return Optional.empty();
        var first = customer.periods().nextAfter(coverage.day()).orElseThrow();
        return denial(Reason.of("contract-not-yet-valid", clause, first.validFrom().toString()), selfHelp(coverage.policy()));
    }

    /** Days after a period, also if a later one has been agreed. */
    private static Optional<Finding> onlyUntilContractEnd(CoverageFacts coverage) {
        var customer = coverage.customer();
        if (customer == null || coverage.period().isPresent()) return Optional.empty();
        var ended = customer.periods().lastBefore(coverage.day()).orElseThrow();
        var alternatives = new ArrayList<>(List.of(order("renew-contract")));
        alternatives.addAll(selfHelp(coverage.policy()));
        return denial(Reason.of("contract-expired", coverage.policy().rules().contract(), ended.validTo().toString()),
                alternatives);
    }

    private static Optional<Finding> notWhileSuspended(CoverageFacts coverage) {
        return coverage.period().flatMap(period -> period.suspensionOn(coverage.day()))
                .flatMap(suspension -> denial(
                        Reason.of("contract-suspended", coverage.policy().rules().contract(), suspension.from().toString()),
                        selfHelp(coverage.policy())));
    }

    /** What the edition includes (R1.1): another edition may include tickets of this kind. */
    private static Optional<Finding> onlyIncludedKinds(CoverageFacts coverage) {
        var kind = coverage.kind().orElse(null);
        var code = coverage.query().kind().name();
        if (kind != null && kind.via() != EntitlementSource.EDITION || coverage.customer() == null
                || coverage.period().filter(period -> coverage.policy().includes(period.edition(), code)).isPresent())
            return Optional.empty();
        var editions = coverage.policy().editionsFor(code);
        return denial(notEntitled(coverage, kind == null ? coverage.policy().rules().contract() : kind.clause(), editions),
                otherEdition(editions));
    }

    /** An edition that includes no incidents, or whose included ones are used up, needs a paid one for each (R5.7). */
    private static Optional<Finding> paidIncidents(CoverageFacts coverage) {
        if (coverage.includedIncidents().isEmpty() || coverage.remaining().includedIncidents().getAsInt() > 0
                || coverage.remaining().singleIncidents().getAsInt() > 0)
            return Optional.empty();
        var edition = coverage.period().orElseThrow().edition();
        var single = coverage.policy().singleIncident();
        return denial(Reason.of(NO_INCIDENT_LEFT, coverage.kind().orElseThrow().clause(), PolicyReference.edition(edition)),
                single.enabled() && single.editions().contains(edition) ? List.of(order("order-voucher")) : List.of());
    }

    private static Optional<Finding> onlyEditionsWith(ServiceOffer service, CoverageFacts coverage) {
        var policy = coverage.policy();
        var editions = policy.editions().stream().filter(edition -> Offering.isIncluded(policy, service, edition.code()))
                .toList();
        // Packages and hours have rules of their own.
        if (!coverage.isProfessionalSupport() || includes(coverage, editions)) return Optional.empty();
        return denial(notEntitled(coverage, service.clause(), editions), otherEdition(editions));
    }

    private static boolean includes(CoverageFacts coverage, List<Edition> editions) {
        return coverage.customer() == null || coverage.period()
                .filter(period -> editions.stream().anyMatch(edition -> edition.code().equals(period.edition()))).isPresent();
    }

    private static List<Alternative> otherEdition(List<Edition> editions) {
        return editions.isEmpty() ? List.of() : List.of(order("move-to-edition", PolicyReference.anyOf(editions)));
    }

    /** Service requests belong to an Advisor package, which only some editions may have (R5.6, R6.3). */
    private static Optional<Finding> serviceRequestsByPackage(CoverageFacts coverage) {
        var customer = coverage.customer();
        var kind = coverage.kind().filter(rule -> rule.via() == EntitlementSource.PACKAGE);
        if (kind.isEmpty() || customer == null) return Optional.empty();
        var editions = coverage.policy().editionsFor(kind.get().code());
        var packages = coverage.policy().packagesFor(kind.get().code());
        var included = includes(coverage, editions);
        if (included && packages.stream().anyMatch(each -> customer.holdings().hasPackage(each.code(), coverage.day())))
            return Optional.empty();
        var names = PolicyReference.anyPackageOf(packages);
        return denial(Reason.of("service-request-needs-package", kind.get().clause(), PolicyReference.anyOf(editions), names),
                included ? List.of(order("order-package", names)) : otherEdition(editions));
    }

    /** Consultancy needs remaining hours, and an edition that may have them (R5.6, R7). */
    private static Optional<Finding> consultancyByHours(CoverageFacts coverage) {
        var customer = coverage.customer();
        var kind = coverage.kind().filter(rule -> rule.via() == EntitlementSource.HOURS);
        if (kind.isEmpty() || customer == null) return Optional.empty();
        var editions = coverage.policy().editionsFor(kind.get().code());
        var included = includes(coverage, editions);
        if (included && coverage.remaining().minutes().getAsInt() > 0) return Optional.empty();
        return denial(Reason.of("consultancy-needs-hours", kind.get().clause(), PolicyReference.anyOf(editions)),
                included ? List.of(order("order-hours")) : otherEdition(editions));
    }

    /** R8.1: what the policy excludes, unless the contract waives it (R8.3). */
    private static Optional<Finding> notExcluded(CoverageFacts coverage) {
        return coverage.exclusion().filter(_ -> !coverage.isExclusionWaived())
                .flatMap(exclusion -> denial(
                        Reason.of("excluded", exclusion.clause(), PolicyReference.exclusion(exclusion.code())),
                        selfHelp(coverage.policy())));
    }

    /** R5.1: a ticket is about an installed version, so it must exist. */
    private static Optional<Finding> onlyPossibleVersions(CoverageFacts coverage) {
        return coverage.unknownRelease().flatMap(unknown -> denial(Reason.of(unknown.reasonCode(),
                coverage.policy().rules().releases(), coverage.query().product(), coverage.query().version()), List.of()));
    }

    /** R5.1: the newest minor of a major version, or any minor of the newest major. */
    private static Optional<Finding> onlySupportedReleases(CoverageFacts coverage) {
        if (!coverage.isProfessionalSupport()) return Optional.empty();
        var releases = coverage.releases();
        return coverage.version().filter(version -> !releases.supports(version)).flatMap(version -> {
            var alternatives = Stream.concat(releases.newestOf(version.major()).stream(), releases.newest().stream()).distinct()
                    .map(newer -> upgrade(coverage, newer)).toList();
            return denial(Reason.of("version-unsupported", coverage.policy().rules().releases(), coverage.query().version()),
                    alternatives);
        });
    }

    private static Alternative upgrade(CoverageFacts coverage, ReleaseVersion version) {
        var product = coverage.releases().productOf(version.major()).flatMap(coverage.line()::product).orElseThrow();
        return alternative("upgrade", "/api/v1/products/" + product.id(), product.name(), version.majorAndMinor());
    }

    /**
     * R9.C5: the customer is responsible for running the newest major version; an older one causes a warning, unless the policy
     * attaches nothing to this duty. It replaces the warning of {@link DutyRules} about the same clause.
     */
    private static Optional<Finding> warnOfNewerMajor(CoverageFacts coverage) {
        if (!coverage.isOnOlderMajor() || !DutyRules.warnsOfNewerMajor(coverage)) return Optional.empty();
        return coverage.releases().newest().map(newest -> new Warning(
                Reason.of("newer-major-available", coverage.policy().rules().newestMajor(), newest.majorAndMinor())));
    }

    /**
     * R10.2: no support from the end-of-life day on, except for agreed maintenance (R10.3). Consultancy is exempt because it may
     * help with the migration.
     */
    private static Optional<Finding> onlyUntilEndOfLife(CoverageFacts coverage) {
        var customer = coverage.customer();
        if (coverage.isByHours() || customer == null) return Optional.empty();
        return coverage.line().product(coverage.query().product()).filter(candidate -> candidate.hasEnded(coverage.day()))
                .map(candidate -> customer.holdings().maintenanceOf(candidate.id(), coverage.day())
                        .<Finding>map(agreed -> new Warning(Reason.of("remaining-maintenance",
                                coverage.policy().rules().endOfLife(), candidate.name(), agreed.until().toString())))
                        .orElseGet(() -> endOfLifeDenial(coverage, candidate)));
    }

    private static Denial endOfLifeDenial(CoverageFacts coverage, Product product) {
        var alternatives = new ArrayList<Alternative>();
        if (product.successor() != null)
            alternatives.add(alternative("upgrade-to-successor", "/api/v1/products/" + product.successor(), product.successor()));
        alternatives.add(order("order-migration"));
        return new Denial(Reason.of("end-of-life", coverage.policy().rules().endOfLife(), product.name(),
                String.valueOf(product.endOfLife())), alternatives);
    }

    private static Optional<Finding> denial(Reason reason, List<Alternative> alternatives) {
        return Optional.of(new Denial(reason, List.copyOf(alternatives)));
    }
}
