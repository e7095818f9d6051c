package io.amparo.sla.ledger;

import io.amparo.sla.calendar.BusinessCalendar;
import io.amparo.sla.calendar.TimeOfDay;
import io.amparo.sla.clock.TicketState;
import io.amparo.sla.customer.ContractTerms;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.ledger.Fact.What;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import io.amparo.sla.product.SupportPeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
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
public record MissingTermFacts(List<Fact> facts, boolean complete) {
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
            Policies policies, boolean opening, @Nullable Fact switchFact) {
        if (!ledger.mayHaveClocks()) return new MissingTermFacts(List.of(), true);
        var tzdata = ledger.last(What.TZDATA).isPresent()
                ? List.<Fact>of()
                : List.of(TicketFactMapper.tzdataFact(policies.tzdata(), ledger.last(What.OPENED).orElseThrow().at()));
        if (customer == null) return new MissingTermFacts(tzdata, true);
        var search = new Search(ledger.with(tzdata), customer, policies, opening, switchFact);
        search.found.addAll(tzdata);
        boolean complete = search.applyTerms();
        search.addPackagePeriods();
        if (supportPeriod != null) search.addSupportEnd(supportPeriod);
        return new MissingTermFacts(List.copyOf(search.found), complete);
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
        var withoutPackages = underPlan.withOnly(underPlan.facts().stream().filter(fact -> fact.what() != What.COVER).toList());
        var search = new Search(withoutPackages, customer, policies, true, null);
        search.addPackagePeriods();
        return withoutPackages.with(search.found);
    }

    /** Returns the packages that replace the calendar in each plan of the ledger. */
    private static Set<String> commonPackages(Ledger ledger, Policies policies) {
        return ledger.facts().stream().filter(fact -> fact.what() == What.PLAN)
                .map(fact -> TicketState.findPlan(fact.value(), policies).map(SlaPlan::calendarPackages).orElse(Set.of()))
                .reduce((a, b) -> a.stream().filter(b::contains).collect(Collectors.toSet())).orElse(Set.of());
    }

    /** Returns the cause of all facts of one contract change. */
    public static String changeCause(String customerId, Instant changedAt) {
        return CONTRACT_CAUSE_PREFIX + customerId + "/" + changedAt.toEpochMilli();
    }

    /** Returns since when the terms in force apply. */
    static Instant termsSince(Ledger ledger) {
        for (var fact : ledger.facts().reversed())
            if (fact.what() == What.OPENED || fact.what() == What.TZDATA || fact.what() == What.CALENDAR || fact.what().isTerm())
                return fact.at();
        throw new IllegalStateException(ledger.ticketId() + " has no OPENED fact");
    }

    /** Returns the contract change that a cause belongs to. */
    static Optional<String> changeCause(String cause, String customerId) {
        var prefix = CONTRACT_CAUSE_PREFIX + customerId + "/";
        if (!cause.startsWith(prefix)) return Optional.empty();
        int end = cause.indexOf('/', prefix.length());
        return end < 0 ? Optional.empty() : Optional.of(cause.substring(0, end));
    }

    private static final class Search {
        private final Ledger ledger;
        private final Customer customer;
        private final Policies policies;
        private final boolean opening;
        private final List<Fact> found = new ArrayList<>();
        private final TermsOverride currentOverride;
        private @Nullable Fact switchFact;
        private ContractTerms terms;
        private Optional<SlaPlan> plan;

        Search(Ledger ledger, Customer customer, Policies policies, boolean opening, @Nullable Fact switchFact) {
            this.switchFact = switchFact;
            this.ledger = ledger;
            this.customer = customer;
            this.policies = policies;
            this.opening = opening;
            currentOverride = TermsOverride.of(ledger);
            terms = currentOverride.effectiveTerms(customer.terms());
            plan = ledger.last(What.PLAN).flatMap(fact -> TicketState.findPlan(fact.value(), policies));
        }

        boolean applyTerms() {
            if (!currentOverride.appliesTo(customer.terms())) return endOverride();
            unappliedOverride().ifPresent(fact -> {
                switchFact = fact;
                switchPlan(TermsOverride.parse(fact).plan());
            });
            return currentOverride.agreed() != null || applyContractPlan();
        }

        /** A terms override ends with the contract that it replaced. */
        private boolean endOverride() {
            var contract = customer.terms();
            var nextPlan = terms.slaPlan().equals(contract.slaPlan())
                    ? Optional.of(currentOverride.plan())
                    : policies.latestPlan(contract.slaPlan()).map(SlaPlan::reference);
            if (nextPlan.isEmpty()) return false;
            terms = contract;
            switchFact = null;
            plan = TicketState.findPlan(nextPlan.get(), policies);
            add(What.AGREED, new TermsOverride(nextPlan.get(), null, null).toJson());
            switchPlan(nextPlan.get());
            if (!ledger.value(What.CONTRACT).equals(contract.slaPlan())) add(What.CONTRACT, contract.slaPlan());
            return true;
        }

        /** Returns the terms override after the latest plan fact, if it names another plan. */
        private Optional<Fact> unappliedOverride() {
            for (var fact : ledger.facts().reversed()) {
                if (fact.what() == What.PLAN) return Optional.empty();
                if (fact.what() == What.AGREED)
                    return Optional.of(fact)
                            .filter(override -> !TermsOverride.parse(override).plan().equals(currentOverride.plan()));
            }
            return Optional.empty();
        }

        private void switchPlan(String otherPlan) {
            if (otherPlan.equals(currentOverride.plan())) return;
            plan = TicketState.findPlan(otherPlan, policies);
            add(What.PLAN, otherPlan);
        }

        /**
         * The plan promised at the opening applies until the contract changes to another one; without a promise the plan of the
         * contract applies.
         */
        private boolean applyContractPlan() {
            var contractPlan = terms.slaPlan();
            var knownPlan = ledger.last(What.CONTRACT).map(Fact::value);
            boolean hasPlan = ledger.last(What.PLAN).isPresent();
            if (knownPlan.isEmpty() && hasPlan || knownPlan.equals(Optional.of(contractPlan)) && hasPlan) {
                if (knownPlan.isEmpty()) add(What.CONTRACT, contractPlan);
                return true;
            }
            var latest = policies.latestPlan(contractPlan);
            if (latest.isEmpty()) return false;
            plan = latest;
            if (!hasPlan)
                found.add(TicketFactMapper.planFact(latest.get().id(), latest.get().version(), openedAt()));
            else
                add(What.PLAN, latest.get().reference());
            if (!knownPlan.equals(Optional.of(contractPlan))) add(What.CONTRACT, contractPlan);
            return true;
        }

        /** Adds the periods of packages that replace the plan's calendar, by the days of the customer's zone (R6.3). */
        void addPackagePeriods() {
            if (plan.isEmpty() || plan.get().packageCalendars().isEmpty() && ledger.last(What.COVER).isEmpty()) return;
            var moving = plan.get().calendarPackages();
            var periods = terms.packages().stream().filter(booked -> moving.contains(booked.code()))
                    .map(booked -> new PackagePeriod(booked.code(), startOf(booked.from()), startOf(booked.to().plusDays(1))))
                    .filter(period -> period.to().isAfter(openedAt())).toList();
            if (!Set.copyOf(periods).equals(Set.copyOf(PackagePeriod.parse(ledger.value(What.COVER)))))
                add(What.COVER, PackagePeriod.format(periods));
        }

        /**
         * Adds the end of support: with the product, or after the agreed remaining maintenance, whose last day counts (R10.2,
         * R10.3).
         */
        void addSupportEnd(SupportPeriod supportPeriod) {
            var productEnd = supportPeriod.endOfLife() == null ? "" : startOf(supportPeriod.endOfLife()).toString();
            var end = supportPeriod.endOfLife() == null ? "" : startOf(supportEnd(supportPeriod.endOfLife())).toString();
            if (end.equals(ledger.value(What.SUPPORT))) return;
            boolean causedByProduct = supportPeriod.changedAt().isAfter(originAt())
                    || end.equals(productEnd) && ledger.value(What.SUPPORT).isEmpty();
            add(What.SUPPORT, end,
                    causedByProduct
                            ? new Fact("support/" + supportPeriod.changedAt().toEpochMilli(), supportPeriod.changedAt(),
                                    What.SUPPORT, end)
                            : origin());
        }

        private LocalDate supportEnd(LocalDate endOfLife) {
            return Stream.concat(Stream.of(endOfLife), terms.maintained().stream()
                    .filter(each -> each.productId().equals(ledger.value(What.PRODUCT))).map(each -> each.until().plusDays(1)))
                    .max(LocalDate::compareTo).orElseThrow();
        }

        /**
         * Returns the start of this day in the zone of the customer. A day after the last date of the calendars becomes that
         * date.
         */
        private Instant startOf(LocalDate day) {
            return TimeOfDay.MIDNIGHT.startInstant(day.isBefore(BusinessCalendar.LAST_DATE) ? day : BusinessCalendar.LAST_DATE,
                    policies.zone(terms.zone(), ledger.tzdata(policies)).orElseGet(terms.zone()::getRules));
        }

        /** Returns the origin of the terms in force: the terms override, or the contract. */
        private Fact origin() {
            return ledger.last(What.AGREED).filter(_ -> terms == currentOverride.agreed())
                    .orElseGet(() -> new Fact(
                            changeCause(customer.id(), customer.changedAt()) + "/" + plan.map(SlaPlan::reference).orElse(""),
                            customer.changedAt(), What.CONTRACT, "", customer.by(), customer.reason()));
        }

        private Instant originAt() {
            return origin().at();
        }

        private void add(What what, String value) {
            add(what, value, origin());
        }

        /** Terms that become known after a ticket got its clocks apply from their origin on. */
        private void add(What what, String value, Fact origin) {
            if (opening && ledger.last(what).isEmpty()) {
                found.add(new Fact(TicketFactMapper.OPENING_CAUSE, openedAt(), what, value));
                return;
            }
            var at = Collections.max(List.of(origin.at(), termsSince(ledger)));
            var source = switchFact == null ? origin : switchFact;
            // A second change of the same type needs a cause of its own. Otherwise the ledger drops it as a duplicate.
            Stream.of(source.cause(), source.cause() + "/" + at.toEpochMilli() + "/" + value)
                    .map(cause -> new Fact(cause, at, what, value, source.by(), source.reason()))
                    .filter(fact -> ledger.with(fact) != ledger).findFirst().ifPresent(found::add);
        }

        private Instant openedAt() {
            return ledger.last(What.OPENED).orElseThrow().at();
        }
    }
}
