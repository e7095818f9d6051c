package io.amparo.sla.ledger;

import io.amparo.sla.customer.Customer;
import io.amparo.sla.ledger.TicketFact.CalendarChanged;
import io.amparo.sla.ledger.TicketFact.Opened;
import io.amparo.sla.ledger.TicketFact.PackagesChanged;
import io.amparo.sla.ledger.TicketFact.PlanChanged;
import io.amparo.sla.ledger.TicketFact.TermFact;
import io.amparo.sla.ledger.TicketFact.TzdataChanged;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import io.amparo.sla.product.SupportPeriod;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The facts that a ledger lacks after a change of the contract or of the end of support of the product. Unchanged terms add no
 * facts.
 *
 * @param complete false while a plan that the contract names is not published yet; the caller tries again later
 */
public record MissingTermFacts(List<TicketFact> facts, boolean complete) {
    private static final String CONTRACT_CAUSE_PREFIX = "contract/";

    /** Returns the facts of both in order; the result is complete if both are. */
    public MissingTermFacts andThen(MissingTermFacts next) {
        return new MissingTermFacts(Stream.concat(facts.stream(), next.facts.stream()).toList(), complete && next.complete);
    }

    /** @param opening whether the ticket has just been opened; known terms then apply from its opening on */
    public static MissingTermFacts find(Ledger ledger, @Nullable Customer customer, @Nullable SupportPeriod supportPeriod,
            Policies policies, boolean opening) {
        return find(ledger, customer, supportPeriod, policies, opening, null);
    }

    /** @param switchFact the fact that has just switched the ticket; further facts get its cause, author and reason */
    public static MissingTermFacts find(Ledger ledger, @Nullable Customer customer, @Nullable SupportPeriod supportPeriod,
            Policies policies, boolean opening, @Nullable TicketFact switchFact) {
        if (!ledger.mayHaveClocks()) return new MissingTermFacts(List.of(), true);
        var tzdata = ledger.last(TzdataChanged.class).isPresent()
                ? List.<TicketFact>of()
                : List.<TicketFact>of(TicketFactMapper.tzdataFact(policies.tzdata(), ledger.opened().at()));
        if (customer == null) return new MissingTermFacts(tzdata, true);
        var search = new TermFactSearch(ledger.with(tzdata), customer, policies, opening, switchFact);
        boolean complete = search.addTerms();
        search.addPackagePeriods();
        if (supportPeriod != null) search.addSupportEnd(supportPeriod);
        return new MissingTermFacts(Stream.concat(tzdata.stream(), search.found().stream()).toList(), complete);
    }

    /**
     * Returns the ledger under another plan from the opening on. The ledger contains only the periods of packages that each of
     * its own plans uses. If the other plan uses more, the packages in force now, by the terms override of the ticket or by the
     * contract, apply from the opening on.
     */
    public static Ledger ledgerUnderPlan(SlaPlan otherPlan, Ledger ledger, @Nullable Customer customer, Policies policies) {
        var underPlan = ledger.withPlan(otherPlan.reference());
        if (customer == null || otherPlan.calendarPackages().isEmpty()
                || commonPackages(ledger, policies).containsAll(otherPlan.calendarPackages()))
            return underPlan;
        var withoutPackages = underPlan
                .withOnly(underPlan.facts().stream().filter(fact -> !(fact instanceof PackagesChanged)).toList());
        var search = new TermFactSearch(withoutPackages, customer, policies, true, null);
        search.addPackagePeriods();
        return withoutPackages.with(search.found());
    }

    /** Returns the packages that replace the calendar in each plan of the ledger. */
    private static Set<String> commonPackages(Ledger ledger, Policies policies) {
        return ledger.facts().stream().filter(PlanChanged.class::isInstance).map(PlanChanged.class::cast)
                .map(fact -> policies.plan(fact.plan()).map(SlaPlan::calendarPackages).orElse(Set.of()))
                .reduce((a, b) -> a.stream().filter(b::contains).collect(Collectors.toSet())).orElse(Set.of());
    }

    /** Returns the cause of all facts of one contract change. */
    public static String changeCause(String customerId, Instant changedAt) {
        return CONTRACT_CAUSE_PREFIX + customerId + "/" + changedAt.toEpochMilli();
    }

    /** Returns since when the terms in force apply. */
    static Instant termsSince(Ledger ledger) {
        for (var fact : ledger.facts().reversed())
            if (fact instanceof Opened || fact instanceof TzdataChanged || fact instanceof CalendarChanged
                    || fact instanceof TermFact)
                return fact.at();
        throw new IllegalStateException("The ledger of ticket " + ledger.ticketId() + " has no opening");
    }

    /** Returns the contract change that a cause belongs to. */
    static Optional<String> changeCause(String cause, String customerId) {
        var prefix = CONTRACT_CAUSE_PREFIX + customerId + "/";
        if (!cause.startsWith(prefix)) return Optional.empty();
        int end = cause.indexOf('/', prefix.length());
        return end < 0 ? Optional.empty() : Optional.of(cause.substring(0, end));
    }
}
