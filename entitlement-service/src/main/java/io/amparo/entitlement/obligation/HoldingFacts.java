package io.amparo.entitlement.obligation;

import io.amparo.entitlement.catalogue.ProductLine;
import io.amparo.entitlement.contract.Approval;
import io.amparo.entitlement.contract.Customer;
import io.amparo.entitlement.contract.Held;
import io.amparo.entitlement.policy.DutyEvidence;
import io.amparo.events.Vocabulary.DutyState;
import io.amparo.events.customer.CustomerEvent.Installation;
import io.amparo.events.product.ReleaseLine;
import io.amparo.events.product.ReleaseVersion;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What the holdings of a customer show about a duty: a pure function of installations, approvals and the catalogue.
 *
 * @param evidence what shows it, at most as many as are kept; what is not met first
 * @param total number of facts
 */
record HoldingFacts(DutyState state, List<Evidence> evidence, int total) {
    HoldingFacts {
        evidence = List.copyOf(evidence);
    }

    /**
     * Returns what the holdings show, for each kind of evidence that they can give.
     *
     * @param vendorZone zone in which the day of a release begins
     */
    static Map<DutyEvidence, HoldingFacts> of(Customer customer, Function<String, ProductLine> lineOf, ZoneId vendorZone,
            Instant now) {
        return Map.of(DutyEvidence.NEWEST_MAJOR, newestMajor(customer, lineOf, LocalDate.ofInstant(now, vendorZone), now),
                DutyEvidence.APPROVALS, approvals(customer, now));
    }

    /**
     * R9.C5: not met if one installation has a newer major version in its line, met if all are known to have the newest one.
     * Without installations, or with one that is not in the catalogue, it is unknown.
     */
    private static HoldingFacts newestMajor(Customer customer, Function<String, ProductLine> lineOf, LocalDate day, Instant now) {
        var installations = customer.holdings().installations();
        var facts = installations.stream()
                .flatMap(held -> installed(held, lineOf.apply(held.value().productId()).releasedOn(day), now).stream()).toList();
        var outdated = facts.stream().filter(fact -> fact.state() == DutyState.NOT_MET).toList();
        if (!outdated.isEmpty()) return limited(DutyState.NOT_MET, outdated, outdated.size());
        boolean isComplete = !facts.isEmpty() && facts.size() == installations.size();
        return limited(isComplete ? DutyState.MET : DutyState.UNKNOWN, facts, facts.size());
    }

    private static Optional<Evidence> installed(Held<Installation> held, ReleaseLine line, Instant now) {
        var installation = held.value();
        return ReleaseVersion.parse(installation.version()).flatMap(version -> line.newest().map(newest -> {
            boolean isOutdated = line.isOutdated(version);
            return new Evidence(EvidenceSource.INSTALLATION, held.id(), isOutdated ? DutyState.NOT_MET : DutyState.MET,
                    isOutdated ? "older-major" : "newest-major",
                    List.of(installation.productId(), installation.version(), newest.majorAndMinor()), now, null);
        }));
    }

    /** R9.C7: an approval in force shows that the customer asks before it changes something. Its absence shows nothing. */
    private static HoldingFacts approvals(Customer customer, Instant now) {
        var day = customer.dayOf(now);
        var inForce = customer.holdings().approvals().stream().filter(held -> isInForce(held.value(), day, now))
                .map(held -> new Evidence(EvidenceSource.APPROVAL, held.id(), DutyState.MET, "approved",
                        List.of(held.value().subject(), held.value().approvedBy()), now, null))
                .toList();
        return limited(inForce.isEmpty() ? DutyState.UNKNOWN : DutyState.MET, inForce, inForce.size());
    }

    private static boolean isInForce(Approval approval, LocalDate day, Instant now) {
        return !approval.approvedAt().isAfter(now) && (approval.validTo() == null || !day.isAfter(approval.validTo()));
    }

    private static HoldingFacts limited(DutyState state, List<Evidence> facts, int total) {
        return new HoldingFacts(state, facts.stream().limit(Obligation.KEPT_EVIDENCE).toList(), total);
    }
}
