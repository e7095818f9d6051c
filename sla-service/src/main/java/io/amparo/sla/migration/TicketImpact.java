package io.amparo.sla.migration;

import io.amparo.sla.calendar.NoOpenTimeException;
import io.amparo.sla.clock.ClockTracker;
import io.amparo.sla.clock.Edges;
import io.amparo.sla.clock.SlaClock;
import io.amparo.sla.clock.SlaClock.EndState;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.MissingTermFacts;
import io.amparo.sla.ledger.PolicySwitch;
import io.amparo.sla.ledger.PolicySwitch.TermsSwitch;
import io.amparo.sla.ledger.SwitchOutcome;
import io.amparo.sla.ledger.TermsOverride;
import io.amparo.sla.ledger.TicketFact.ContractPlanNamed;
import io.amparo.sla.ledger.TicketFact.Origin;
import io.amparo.sla.ledger.TicketFact.TzdataChanged;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.product.SupportPeriod;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The impact of a migration on one ticket, at the time of the preview. */
record TicketImpact(String ticketId, String number, String customerId, PolicySwitch policySwitch, List<ClockImpact> clocks) {

    /**
     * The effect on a due time. BEGINS and ENDS: only one of the versions has the objective, or the clock ends with the product's
     * support before it falls due. RECOVERS: the clock is no longer breached. UNREACHABLE: an objective of the ticket would never
     * fall due, because not enough open time is left, so the ticket is not moved.
     */
    enum Effect {
        LATER, EARLIER, BREACHES, RECOVERS, SAME, BEGINS, ENDS, UNREACHABLE
    }

    /**
     * The impact on an open clock. The due times of a paused clock assume that it resumes now.
     *
     * @param metric null if the ticket cannot be moved and none of its clocks can be computed
     */
    record ClockImpact(@Nullable Metric metric, int cycle, @Nullable Instant from, @Nullable Instant to, Effect effect) {}

    static TicketImpact of(PolicySwitch policySwitch, Ledger ledger, @Nullable Customer customer,
            @Nullable SupportPeriod supportPeriod, Policies policies, Instant now) {
        return of(policySwitch, ledger, ledgerAfter(policySwitch, ledger, customer, supportPeriod, policies, now), policies, now);
    }

    /**
     * Computes the impact of a contract change, which the engine applies without a request. Empty if the ticket is not affected,
     * is over, or was opened after the change.
     *
     * @param before the customer before the change
     * @param after the customer after the change
     */
    static Optional<TicketImpact> ofContractChange(Customer before, Customer after, Ledger ledger,
            @Nullable SupportPeriod supportPeriod, Policies policies, Instant now) {
        var since = after.changedAt();
        if (!ledger.isActive() || !ledger.facts().getFirst().at().isBefore(since)) return Optional.empty();
        // The ledger may already contain facts of this change, and of a later one.
        var base = ledger.withOnly(ledger.facts().stream()
                .filter(fact -> fact.at().isBefore(since) || SwitchOutcome.of(fact, before.id()).isEmpty()).toList());
        var ledgerBefore = base.with(MissingTermFacts.find(base, before, supportPeriod, policies, false).facts());
        var ledgerAfter = ledgerBefore.with(MissingTermFacts.find(ledgerBefore, after, supportPeriod, policies, false).facts());
        if (ledgerAfter.equals(ledgerBefore)) return Optional.empty();
        return TermsOverride.inForce(ledgerBefore).flatMap(override -> TermsOverride.inForce(ledgerAfter).map(changed -> {
            var previous = new TermsOverride(override.plan(), override.effectiveTerms(before.terms()), after.terms());
            return of(new TermsSwitch(previous, changed), ledgerBefore, ledgerAfter, policies, now);
        }));
    }

    /** Whether the engine has not yet brought the ticket to the present contract. */
    static boolean isContractPending(Customer current, Ledger ledger, @Nullable SupportPeriod supportPeriod, Policies policies) {
        var missing = MissingTermFacts.find(ledger, current, supportPeriod, policies, false);
        return ledger.isActive() && !(missing.complete()
                && missing.facts().stream().allMatch(fact -> fact instanceof ContractPlanNamed || fact instanceof TzdataChanged));
    }

    private static Ledger ledgerAfter(PolicySwitch policySwitch, Ledger ledger, @Nullable Customer customer,
            @Nullable SupportPeriod supportPeriod, Policies policies, Instant at) {
        var fact = policySwitch.toFact(new Origin(SwitchOutcome.causeOf(""), at));
        var moved = ledger.with(fact);
        return moved.with(MissingTermFacts.find(moved, customer, supportPeriod, policies, false, fact).facts());
    }

    private static TicketImpact of(PolicySwitch policySwitch, Ledger before, Ledger after, Policies policies, Instant now) {
        return new TicketImpact(before.ticketId(), before.number(), before.customerId(), policySwitch,
                clockImpacts(before, after, policies, now));
    }

    /** Whether the ticket can be moved; the engine receives a request only for such tickets. */
    boolean isReachable() {
        return clocks.stream().noneMatch(each -> each.effect() == Effect.UNREACHABLE);
    }

    private static List<ClockImpact> clockImpacts(Ledger ledger, Ledger moved, Policies policies, Instant now) {
        try {
            var after = ClockTracker.clocksOf(moved, policies).orElse(List.of());
            // Fails if the engine could not compute an edge, including rungs beyond 100 percent.
            Edges.of(after);
            if (open(after, now).stream().anyMatch(clock -> due(clock, now) == null)) return unreachable(ledger, policies, now);
            return clockImpacts(open(ledger, policies, now), open(after, now), now);
        } catch (NoOpenTimeException unreachable) {
            return unreachable(ledger, policies, now);
        }
    }

    private static List<ClockImpact> unreachable(Ledger ledger, Policies policies, Instant now) {
        List<SlaClock> clocks;
        try {
            clocks = open(ledger, policies, now);
        } catch (NoOpenTimeException unreachableBefore) {
            clocks = List.of();
        }
        return clocks.isEmpty()
                ? List.of(new ClockImpact(null, 0, null, null, Effect.UNREACHABLE))
                : clocks.stream().map(
                        clock -> new ClockImpact(clock.metric(), clock.cycle(), dueOrNull(clock, now), null, Effect.UNREACHABLE))
                        .toList();
    }

    private static List<SlaClock> open(Ledger ledger, Policies policies, Instant now) {
        return open(ClockTracker.clocksOf(ledger, policies).orElse(List.of()), now);
    }

    private static List<SlaClock> open(List<SlaClock> clocks, Instant now) {
        return clocks.stream().filter(clock -> clock.isOpen(now)).toList();
    }

    private static List<ClockImpact> clockImpacts(List<SlaClock> before, List<SlaClock> after, Instant now) {
        var impacts = new ArrayList<ClockImpact>();
        for (var clock : before) {
            var clockAfter = counterpart(clock, after);
            var from = dueOrNull(clock, now);
            boolean ended = endsBeforeDue(clock), ends = clockAfter.isEmpty() || endsBeforeDue(clockAfter.get());
            var to = ends && !ended ? null : clockAfter.map(it -> due(it, now)).orElse(null);
            impacts.add(new ClockImpact(clock.metric(), clock.cycle(), ended && !ends ? null : from, to,
                    ends == ended ? effect(from, to, now) : ends ? Effect.ENDS : Effect.BEGINS));
        }
        for (var clock : after)
            if (counterpart(clock, before).isEmpty())
                impacts.add(new ClockImpact(clock.metric(), clock.cycle(), null, due(clock, now), Effect.BEGINS));
        return List.copyOf(impacts);
    }

    /** Whether the clock ends with the product's support before it falls due. */
    private static boolean endsBeforeDue(SlaClock clock) {
        return clock.endState() == EndState.CANCELLED && (clock.dueAt() == null || clock.endedAt().isBefore(clock.dueAt()));
    }

    private static Optional<SlaClock> counterpart(SlaClock clock, List<SlaClock> candidates) {
        return candidates.stream().filter(each -> each.metric() == clock.metric() && each.cycle() == clock.cycle()).findFirst();
    }

    private static @Nullable Instant due(SlaClock clock, Instant now) {
        return clock.dueAt() != null ? clock.dueAt() : clock.dueIfResumedAt(now);
    }

    /** Returns null if the clock would never fall due. */
    private static @Nullable Instant dueOrNull(SlaClock clock, Instant now) {
        try {
            return due(clock, now);
        } catch (NoOpenTimeException ignored) {
            return null;
        }
    }

    private static Effect effect(@Nullable Instant from, @Nullable Instant to, Instant now) {
        if (Objects.equals(from, to) || to == null) return Effect.SAME;
        boolean wasBreached = from != null && !from.isAfter(now), isBreached = !to.isAfter(now);
        if (wasBreached != isBreached) return isBreached ? Effect.BREACHES : Effect.RECOVERS;
        return from != null && to.isAfter(from) ? Effect.LATER : Effect.EARLIER;
    }
}
