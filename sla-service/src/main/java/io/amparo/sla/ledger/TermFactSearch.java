package io.amparo.sla.ledger;

import io.amparo.sla.calendar.BusinessCalendar;
import io.amparo.sla.calendar.TimeOfDay;
import io.amparo.sla.customer.ContractTerms;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.ledger.TicketFact.ContractPlanNamed;
import io.amparo.sla.ledger.TicketFact.Origin;
import io.amparo.sla.ledger.TicketFact.PackagesChanged;
import io.amparo.sla.ledger.TicketFact.PlanChanged;
import io.amparo.sla.ledger.TicketFact.SupportEndChanged;
import io.amparo.sla.ledger.TicketFact.TermsOverridden;
import io.amparo.sla.plan.PlanVersion;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import io.amparo.sla.product.SupportPeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Searches for the facts that a ledger lacks under the present terms of its customer and product. */
final class TermFactSearch {
    private final Ledger ledger;
    private final Customer customer;
    private final Policies policies;
    private final boolean opening;
    private final List<TicketFact> found = new ArrayList<>();
    private final Optional<TermsOverride> currentOverride;
    private @Nullable TicketFact switchFact;
    private ContractTerms terms;
    private Optional<SlaPlan> plan;

    TermFactSearch(Ledger ledger, Customer customer, Policies policies, boolean opening, @Nullable TicketFact switchFact) {
        this.switchFact = switchFact;
        this.ledger = ledger;
        this.customer = customer;
        this.policies = policies;
        this.opening = opening;
        currentOverride = TermsOverride.inForce(ledger);
        terms = currentOverride.map(it -> it.effectiveTerms(customer.terms())).orElse(customer.terms());
        plan = ledger.plan().flatMap(policies::plan);
    }

    List<TicketFact> found() {
        return List.copyOf(found);
    }

    /** Adds the facts of plan, contract and terms override; false while a plan that the contract names is not published yet. */
    boolean addTerms() {
        if (currentOverride.isEmpty()) return addContractPlan();
        var override = currentOverride.get();
        if (!override.appliesTo(customer.terms())) return addOverrideEnd(override.plan());
        unappliedOverride(override.plan()).ifPresent(fact -> {
            switchFact = fact;
            switchPlan(fact.override().plan(), override.plan());
        });
        return override.agreed() != null || addContractPlan();
    }

    /** A terms override ends with the contract that it replaced. */
    private boolean addOverrideEnd(PlanVersion currentPlan) {
        var contract = customer.terms();
        var nextPlan = terms.slaPlan().equals(contract.slaPlan())
                ? Optional.of(currentPlan)
                : policies.latestPlan(contract.slaPlan()).map(SlaPlan::reference);
        if (nextPlan.isEmpty()) return false;
        terms = contract;
        switchFact = null;
        plan = policies.plan(nextPlan.get());
        add(TermsOverridden.class, origin -> new TermsOverridden(origin, TermsOverride.ofContract(nextPlan.get())));
        switchPlan(nextPlan.get(), currentPlan);
        if (!contractPlan().equals(Optional.of(contract.slaPlan())))
            add(ContractPlanNamed.class, origin -> new ContractPlanNamed(origin, contract.slaPlan()));
        return true;
    }

    /** Returns the terms override after the latest plan fact, if it names another plan. */
    private Optional<TermsOverridden> unappliedOverride(PlanVersion currentPlan) {
        for (var fact : ledger.facts().reversed()) {
            if (fact instanceof PlanChanged) return Optional.empty();
            if (fact instanceof TermsOverridden overridden)
                return Optional.of(overridden).filter(it -> !it.override().plan().equals(currentPlan));
        }
        return Optional.empty();
    }

    private void switchPlan(PlanVersion otherPlan, PlanVersion currentPlan) {
        if (otherPlan.equals(currentPlan)) return;
        plan = policies.plan(otherPlan);
        add(PlanChanged.class, origin -> new PlanChanged(origin, otherPlan));
    }

    /**
     * The plan promised at the opening applies until the contract changes to another one; without a promise the plan of the
     * contract applies.
     */
    private boolean addContractPlan() {
        var wanted = terms.slaPlan();
        var known = contractPlan();
        boolean hasPlan = ledger.plan().isPresent();
        boolean isUnchanged = known.equals(Optional.of(wanted));
        if (hasPlan && (known.isEmpty() || isUnchanged)) {
            if (known.isEmpty()) add(ContractPlanNamed.class, origin -> new ContractPlanNamed(origin, wanted));
            return true;
        }
        var latest = policies.latestPlan(wanted);
        if (latest.isEmpty()) return false;
        plan = latest;
        var reference = latest.get().reference();
        if (!hasPlan)
            found.add(TicketFactMapper.planFact(reference, ledger.opened().at()));
        else
            add(PlanChanged.class, origin -> new PlanChanged(origin, reference));
        if (!isUnchanged) add(ContractPlanNamed.class, origin -> new ContractPlanNamed(origin, wanted));
        return true;
    }

    private Optional<String> contractPlan() {
        return ledger.last(ContractPlanNamed.class).map(ContractPlanNamed::planId);
    }

    /** Adds the periods of packages that replace the plan's calendar, by the days of the customer's zone (R6.3). */
    void addPackagePeriods() {
        var known = ledger.last(PackagesChanged.class);
        if (plan.isEmpty() || plan.get().packageCalendars().isEmpty() && known.isEmpty()) return;
        var calendarPackages = plan.get().calendarPackages();
        var periods = terms.packages().stream().filter(booked -> calendarPackages.contains(booked.code()))
                .map(booked -> new PackagePeriod(booked.code(), startOf(booked.from()), startOf(booked.to().plusDays(1))))
                .filter(period -> period.to().isAfter(ledger.opened().at())).toList();
        if (!Set.copyOf(periods).equals(known.map(fact -> Set.copyOf(fact.periods())).orElse(Set.of())))
            add(PackagesChanged.class, origin -> new PackagesChanged(origin, periods));
    }

    /**
     * Adds the end of support: with the product, or after the agreed remaining maintenance, whose last day counts (R10.2, R10.3).
     */
    void addSupportEnd(SupportPeriod supportPeriod) {
        var endOfLife = supportPeriod.endOfLife();
        var productEnd = endOfLife == null ? null : startOf(endOfLife);
        var end = endOfLife == null ? null : startOf(supportEnd(endOfLife));
        var knownEnd = ledger.last(SupportEndChanged.class).map(SupportEndChanged::end).orElse(null);
        if (Objects.equals(end, knownEnd)) return;
        boolean causedByProduct = supportPeriod.changedAt().isAfter(origin().at())
                || Objects.equals(end, productEnd) && knownEnd == null;
        var origin = causedByProduct
                ? new Origin("support/" + supportPeriod.changedAt().toEpochMilli(), supportPeriod.changedAt())
                : origin();
        add(SupportEndChanged.class, it -> new SupportEndChanged(it, end), origin);
    }

    private LocalDate supportEnd(LocalDate endOfLife) {
        return Stream
                .concat(Stream.of(endOfLife), terms.maintained().stream()
                        .filter(each -> each.productId().equals(ledger.product())).map(each -> each.until().plusDays(1)))
                .max(LocalDate::compareTo).orElseThrow();
    }

    /** Returns the start of this day in the customer zone, at the latest that of the last date of the calendars. */
    private Instant startOf(LocalDate day) {
        return TimeOfDay.MIDNIGHT.startInstant(day.isBefore(BusinessCalendar.LAST_DATE) ? day : BusinessCalendar.LAST_DATE,
                policies.zone(terms.zone(), ledger.tzdata(policies)).orElseGet(terms.zone()::getRules));
    }

    /** Returns the origin of the terms in force: the terms override, or the contract. */
    private Origin origin() {
        boolean isOverridden = currentOverride.filter(it -> it.agreed() == terms).isPresent();
        return ledger.last(TermsOverridden.class).filter(_ -> isOverridden).map(TermsOverridden::origin)
                .orElseGet(() -> new Origin(
                        MissingTermFacts.changeCause(customer.id(), customer.changedAt()) + "/"
                                + plan.map(SlaPlan::reference).map(PlanVersion::toString).orElse(""),
                        customer.changedAt(), customer.by(), customer.reason()));
    }

    private <F extends TicketFact> void add(Class<F> kind, Function<Origin, F> fact) {
        add(kind, fact, origin());
    }

    /** Terms that become known after a ticket got its clocks apply from their origin on. */
    private <F extends TicketFact> void add(Class<F> kind, Function<Origin, F> factory, Origin origin) {
        if (opening && ledger.last(kind).isEmpty()) {
            found.add(factory.apply(TicketFactMapper.openingOrigin(ledger.opened().at())));
            return;
        }
        var at = Collections.max(List.of(origin.at(), MissingTermFacts.termsSince(ledger)));
        var source = switchFact == null ? origin : switchFact.origin();
        var fact = factory.apply(new Origin(source.cause(), at, source.by(), source.reason()));
        // A second change of the same kind needs a cause of its own. Otherwise the ledger drops it as a duplicate.
        var ownCause = source.cause() + "/" + at.toEpochMilli() + "/" + FactCodec.value(fact);
        Stream.of(fact, factory.apply(new Origin(ownCause, at, source.by(), source.reason())))
                .filter(candidate -> ledger.with(candidate) != ledger).findFirst().ifPresent(found::add);
    }
}
