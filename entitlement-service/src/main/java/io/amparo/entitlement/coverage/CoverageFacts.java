package io.amparo.entitlement.coverage;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.amparo.entitlement.catalogue.ProductLine;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Period;
import io.amparo.entitlement.coverage.Finding.Denial;
import io.amparo.entitlement.coverage.Finding.Warning;
import io.amparo.entitlement.policy.PolicyReference;
import io.amparo.entitlement.policy.SupportPolicy;
import io.amparo.entitlement.policy.SupportPolicy.Exclusion;
import io.amparo.entitlement.policy.SupportPolicy.ServiceOffer;
import io.amparo.entitlement.policy.SupportPolicy.TicketKindRule;
import io.amparo.events.Vocabulary.EntitlementSource;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.product.ReleaseLine;
import io.amparo.events.product.ReleaseLine.UnknownRelease;
import io.amparo.events.product.ReleaseVersion;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The facts of an entitlement decision; the decision is a pure function of them. What several rules need is derived once.
 */
final class CoverageFacts {
    private static final Map<EntitlementSource, String> GRANT_CODES = Arrays.stream(EntitlementSource.values())
            .collect(toUnmodifiableMap(each -> each, each -> Decision.GRANT_PREFIX + each.name().toLowerCase(Locale.ROOT)));

    private final SupportPolicy policy;
    private final EntitlementQuery query;
    private final @Nullable Customer customer;
    private final @Nullable Contact namedContact;
    private final @Nullable Customer employer;
    private final ProductLine line;
    private final ReleaseLine releases;
    private final Remaining remaining;
    private final Set<String> notMet;
    private final LocalDate day;
    private final Optional<Period> period;
    private final Optional<TicketKindRule> kind;
    private final Optional<ReleaseVersion> version;
    private final Optional<UnknownRelease> unknownRelease;

    private CoverageFacts(SupportPolicy policy, EntitlementQuery query, @Nullable Customer customer,
            @Nullable Contact namedContact, @Nullable Customer employer, ProductLine line, ReleaseLine releases, LocalDate day,
            Remaining remaining, Set<String> notMet) {
        this.policy = policy;
        this.query = query;
        this.customer = customer;
        this.namedContact = namedContact;
        this.employer = employer;
        this.line = line;
        this.releases = releases;
        this.remaining = remaining;
        this.notMet = Set.copyOf(notMet);
        this.day = day;
        period = customer == null ? Optional.empty() : customer.periodOn(day);
        kind = policy.ticketKind(query.kind().name());
        version = ReleaseVersion.parse(query.version());
        unknownRelease = findUnknownRelease();
    }

    /**
     * @param policy the policy that decides
     * @param customer customer of the ticket; null for a person without a contract
     * @param namedContact the person as a contact who acts for the customer; null if the person is none
     * @param employer company whose e-mail domain the person uses without being a named contact; null if there is none
     * @param line the product line, of which the versions count that are released at that instant
     * @param vendorZone zone in which the day of a release begins
     * @param at the instant to decide for
     * @param remaining what the customer has left on that day
     * @param notMet codes of the duties that are known not to be met
     */
    static CoverageFacts of(SupportPolicy policy, EntitlementQuery query, @Nullable Customer customer,
            @Nullable Contact namedContact, @Nullable Customer employer, ProductLine line, ZoneId vendorZone, Instant at,
            Remaining remaining, Set<String> notMet) {
        return new CoverageFacts(policy, query, customer, namedContact, employer, line,
                line.releasedOn(LocalDate.ofInstant(at, vendorZone)),
                customer == null ? LocalDate.ofInstant(at, ZoneOffset.UTC) : customer.dayOf(at), remaining, notMet);
    }

    /** Returns the same facts with another balance. */
    CoverageFacts with(Remaining other) {
        return new CoverageFacts(policy, query, customer, namedContact, employer, line, releases, day, other, notMet);
    }

    SupportPolicy policy() {
        return policy;
    }

    EntitlementQuery query() {
        return query;
    }

    @Nullable
    Customer customer() {
        return customer;
    }

    Optional<Contact> contact() {
        return Optional.ofNullable(namedContact);
    }

    @Nullable
    Customer employer() {
        return employer;
    }

    ProductLine line() {
        return line;
    }

    /** Returns the versions of the line that are released at that instant. */
    ReleaseLine releases() {
        return releases;
    }

    Remaining remaining() {
        return remaining;
    }

    Set<String> notMet() {
        return notMet;
    }

    /** Returns the day in the customer's zone, or in UTC without a customer. */
    LocalDate day() {
        return day;
    }

    /** Returns the period of the contract on that day. */
    Optional<Period> period() {
        return period;
    }

    /** Returns the rule of the policy for the kind of the ticket; empty if it has no such tickets. */
    Optional<TicketKindRule> kind() {
        return kind;
    }

    /**
     * Returns how many incidents the edition includes, if the ticket takes an included or a paid one (R5.7). Empty if any number
     * is included, or a waiver entitles to the ticket.
     */
    OptionalInt includedIncidents() {
        if (query.kind() != Kind.INCIDENT || isExclusionWaived()) return OptionalInt.empty();
        return period.flatMap(period -> policy.edition(period.edition())).map(SupportPolicy.Edition::includedIncidents)
                .map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** Returns the exclusion that the ticket falls under. */
    Optional<Exclusion> exclusion() {
        return query.exclusion() == null ? Optional.empty() : policy.exclusion(query.exclusion());
    }

    /** Whether the contract waives the exclusion of the ticket on that day (R8.3). */
    boolean isExclusionWaived() {
        return period.filter(period -> period.waives(query.exclusion(), day)).isPresent();
    }

    boolean isProfessionalSupport() {
        return kind.filter(TicketKindRule::isProfessionalSupport).isPresent();
    }

    /** Whether hours entitle to the ticket: consultancy, which may help the customer to end what blocks its support. */
    boolean isByHours() {
        return kind.filter(rule -> rule.via() == EntitlementSource.HOURS).isPresent();
    }

    /** Returns the installed version; empty if none is given or it is unknown. */
    Optional<ReleaseVersion> version() {
        return unknownRelease.isPresent() ? Optional.empty() : version;
    }

    /** Whether the version has a newer major one (R9.C5), as far as it matters for the kind. */
    boolean isOnOlderMajor() {
        return isProfessionalSupport() && version().filter(releases::isOutdated).isPresent();
    }

    /** Returns why no installation can have this product and version. */
    Optional<UnknownRelease> unknownRelease() {
        return unknownRelease;
    }

    /** The policy defines which kinds require both. */
    private Optional<UnknownRelease> findUnknownRelease() {
        if (kind.filter(rule -> rule.requires("version")).isPresent() || !query.version().isEmpty())
            return releases.findUnknown(query.product(), version);
        return query.product().isEmpty() ? Optional.empty() : releases.findUnknown(query.product());
    }

    /** Returns whether the product or version is the reason; a person who may not open any ticket gets that reason instead. */
    boolean isReleaseUnknown() {
        return unknownRelease.isPresent() && findIneligibility().isEmpty();
    }

    /**
     * Applies the eligibility rules first: a person who fails one gets that reason only, and nothing about versions. Otherwise
     * the decision contains the findings of all scope rules.
     */
    Decision decide(Instant now) {
        return decide(CoverageRules.SCOPE, now);
    }

    /** Decides on the use of a service without a product: a denial holds for every product. */
    Decision decideForAnyProduct(ServiceOffer service, Instant now) {
        return decide(CoverageRules.ofService(service), now);
    }

    private Decision decide(List<CoverageRule> scope, Instant now) {
        var ineligibility = findIneligibility();
        if (ineligibility.isPresent()) return deny(List.of((Denial) ineligibility.get()), List.of(), now);
        var denials = new ArrayList<Denial>();
        var warnings = new ArrayList<Reason>();
        for (var finding : findings(scope)) {
            switch (finding) {
                case Denial denial -> denials.add(denial);
                case Warning warning -> warnings.add(warning.reason());
            }
        }
        return denials.isEmpty() ? grant(warnings, now) : deny(denials, warnings, now);
    }

    private Optional<Finding> findIneligibility() {
        for (var rule : CoverageRules.ELIGIBILITY) {
            var finding = rule.evaluate(this);
            if (finding.isPresent()) return finding;
        }
        return Optional.empty();
    }

    private List<Finding> findings(List<CoverageRule> scope) {
        var findings = new ArrayList<Finding>();
        for (var rule : scope) rule.evaluate(this).ifPresent(findings::add);
        if (!notMet.isEmpty()) DutyRules.findings(this).forEach(findings::add);
        return findings;
    }

    private Decision grant(List<Reason> warnings, Instant now) {
        var rule = kind.orElseThrow();
        var current = period.orElseThrow();
        var via = via(rule);
        var reason = Reason.of(GRANT_CODES.get(via), rule.clause(), PolicyReference.edition(current.edition()),
                current.validTo().toString());
        return new Decision(query, party(), true, List.of(reason), warnings, List.of(),
                rule.isProfessionalSupport() ? current.slaPlan() : null, policy.reference(), now);
    }

    /** A waiver entitles before the edition does, and the edition before a single incident. */
    private EntitlementSource via(TicketKindRule rule) {
        if (isExclusionWaived()) return EntitlementSource.WAIVER;
        return includedIncidents().isPresent() && remaining.includedIncidents().getAsInt() < 1
                ? EntitlementSource.VOUCHER
                : rule.via();
    }

    private Decision deny(List<Denial> denials, List<Reason> warnings, Instant now) {
        return new Decision(query, party(), false, denials.stream().map(Denial::reason).toList(), warnings,
                denials.stream().flatMap(denial -> denial.alternatives().stream()).distinct().toList(), null, policy.reference(),
                now);
    }

    private Decision.@Nullable Party party() {
        if (customer == null) return null;
        return new Decision.Party(customer.id(), customer.name(), contact().map(Contact::name).orElse(null),
                contact().map(Contact::language).orElse(null));
    }
}
