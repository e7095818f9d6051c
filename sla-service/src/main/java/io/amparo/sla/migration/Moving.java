package io.amparo.sla.migration;

import io.amparo.sla.calendar.OutOfTime;
import io.amparo.sla.clock.Agreed;
import io.amparo.sla.clock.Edges;
import io.amparo.sla.clock.Fact;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.Ledger;
import io.amparo.sla.clock.Redate;
import io.amparo.sla.clock.Redate.Answer;
import io.amparo.sla.clock.SlaClock;
import io.amparo.sla.clock.SlaClock.Ended;
import io.amparo.sla.clock.Terms;
import io.amparo.sla.clock.TicketClocks;
import io.amparo.sla.clock.TicketFactsConsumer;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.product.Life;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The impact of a migration on one ticket, at the time of the preview. */
record Moving(String ticketId, String number, String customerId, String from, String to, List<Moved> clocks) {

    /**
     * The effect on a due time. BEGINS and ENDS: only one of the versions has the objective, or the clock ends with the product's
     * support before it falls due. RECOVERS: the clock is no longer breached. UNREACHABLE: an objective of the ticket would never
     * fall due, because not enough open time is left, so the ticket is not moved.
     */
    enum Effect {
        LATER, EARLIER, BREACHES, UNBREACHES, SAME, BEGINS, ENDS, UNREACHABLE
    }

    /**
     * The impact on an open clock. The due times of a paused clock assume that it resumes now.
     *
     * @param metric null if the ticket cannot be moved and none of its clocks can be computed
     */
    record Moved(@Nullable Metric metric, int cycle, @Nullable Instant from, @Nullable Instant to, Effect effect) {}

    static Moving of(Redate redate, Ledger ledger, @Nullable Customer customer, @Nullable Life life, Policies policies,
            Instant now) {
        return of(redate, ledger, moved(redate, ledger, customer, life, policies, now), policies, now);
    }

    /**
     * Computes the impact of a contract change, which the engine applies without a request. Empty if the ticket is not affected,
     * is over, or was opened after the change.
     *
     * @param before the customer before the change
     * @param after the customer after the change
     */
    static Optional<Moving> following(Customer before, Customer after, Ledger ledger, @Nullable Life life, Policies policies,
            Instant now) {
        var since = after.changedAt();
        if (!ledger.isOn() || !ledger.facts().getFirst().at().isBefore(since)) return Optional.empty();
        // The ledger may already contain facts of this change, and of a later one.
        var known = contracted(ledger.of(ledger.facts().stream()
                .filter(fact -> fact.at().isBefore(since) || Answer.of(fact, before.id()).isEmpty()).toList()), before);
        var then = known.with(Terms.missing(known, before, life, policies, false).facts());
        var moved = then.with(Terms.missing(then, after, life, policies, false).facts());
        if (moved.equals(then)) return Optional.empty();
        var standing = Agreed.of(then);
        var back = new Agreed(standing.plan(), standing.over(before.agreement()), after.agreement());
        return Optional.of(of(new Redate(What.AGREED, back.text(), Agreed.of(moved).text()), then, moved, policies, now));
    }

    /** Whether the engine has not yet brought the ticket to the present contract. */
    static boolean isAwaited(Customer before, Customer now, Ledger ledger, @Nullable Life life, Policies policies) {
        var missing = Terms.missing(contracted(ledger, before), now, life, policies, false);
        return ledger.isOn() && !(missing.complete()
                && missing.facts().stream().allMatch(fact -> fact.what() == What.CONTRACT || fact.what() == What.TZDATA));
    }

    /** An older build did not record which plan the contract named. */
    private static Ledger contracted(Ledger ledger, Customer before) {
        return ledger.last(What.CONTRACT).isPresent()
                ? ledger
                : ledger.with(TicketFactsConsumer.contracted(before.agreement().slaPlan(), ledger.facts().getFirst().at()));
    }

    private static Ledger moved(Redate redate, Ledger ledger, @Nullable Customer customer, @Nullable Life life, Policies policies,
            Instant at) {
        var fact = new Fact(Redate.cause(""), at, redate.what(), redate.to());
        var moved = ledger.with(fact);
        return moved.with(Terms.missing(moved, customer, life, policies, false, fact).facts());
    }

    private static Moving of(Redate redate, Ledger before, Ledger after, Policies policies, Instant now) {
        return new Moving(before.ticketId(), before.number(), before.customerId(), redate.from(), redate.to(),
                moves(before, after, policies, now));
    }

    /** Whether the ticket can be moved; the engine receives a request only for such tickets. */
    boolean isReachable() {
        return clocks.stream().noneMatch(each -> each.effect() == Effect.UNREACHABLE);
    }

    private static List<Moved> moves(Ledger ledger, Ledger moved, Policies policies, Instant now) {
        try {
            var after = TicketClocks.of(moved, policies).orElse(List.of());
            // Fails if the engine could not compute an edge, including rungs beyond 100 percent.
            Edges.of(after);
            if (open(after, now).stream().anyMatch(clock -> due(clock, now) == null)) return unreachable(ledger, policies, now);
            return moves(open(ledger, policies, now), open(after, now), now);
        } catch (OutOfTime beyondTheCalendar) {
            return unreachable(ledger, policies, now);
        }
    }

    private static List<Moved> unreachable(Ledger ledger, Policies policies, Instant now) {
        List<SlaClock> known;
        try {
            known = open(ledger, policies, now);
        } catch (OutOfTime alreadyNow) {
            known = List.of();
        }
        return known.isEmpty()
                ? List.of(new Moved(null, 0, null, null, Effect.UNREACHABLE))
                : known.stream()
                        .map(clock -> new Moved(clock.metric(), clock.cycle(), known(clock, now), null, Effect.UNREACHABLE))
                        .toList();
    }

    private static List<SlaClock> open(Ledger ledger, Policies policies, Instant now) {
        return open(TicketClocks.of(ledger, policies).orElse(List.of()), now);
    }

    private static List<SlaClock> open(List<SlaClock> clocks, Instant now) {
        return clocks.stream().filter(clock -> clock.open(now)).toList();
    }

    private static List<Moved> moves(List<SlaClock> before, List<SlaClock> after, Instant now) {
        var moves = new ArrayList<Moved>();
        for (var clock : before) {
            var then = same(clock, after);
            var from = known(clock, now);
            boolean ended = isToEnd(clock), ends = then.isEmpty() || isToEnd(then.get());
            var to = ends && !ended ? null : then.map(it -> due(it, now)).orElse(null);
            moves.add(new Moved(clock.metric(), clock.cycle(), ended && !ends ? null : from, to,
                    ends == ended ? effect(from, to, now) : ends ? Effect.ENDS : Effect.BEGINS));
        }
        for (var clock : after)
            if (same(clock, before).isEmpty())
                moves.add(new Moved(clock.metric(), clock.cycle(), null, due(clock, now), Effect.BEGINS));
        return List.copyOf(moves);
    }

    /** Whether the clock ends with the product's support before it falls due. */
    private static boolean isToEnd(SlaClock clock) {
        return clock.ended() == Ended.CANCELLED && (clock.dueAt() == null || clock.endedAt().isBefore(clock.dueAt()));
    }

    private static Optional<SlaClock> same(SlaClock clock, List<SlaClock> among) {
        return among.stream().filter(each -> each.metric() == clock.metric() && each.cycle() == clock.cycle()).findFirst();
    }

    private static @Nullable Instant due(SlaClock clock, Instant now) {
        return clock.dueAt() != null ? clock.dueAt() : clock.ifResumedNow(now);
    }

    /** Returns null if the clock would never fall due. */
    private static @Nullable Instant known(SlaClock clock, Instant now) {
        try {
            return due(clock, now);
        } catch (OutOfTime never) {
            return null;
        }
    }

    private static Effect effect(@Nullable Instant from, @Nullable Instant to, Instant now) {
        if (Objects.equals(from, to) || to == null) return Effect.SAME;
        boolean was = from != null && !from.isAfter(now), is = !to.isAfter(now);
        if (was != is) return is ? Effect.BREACHES : Effect.UNBREACHES;
        return from != null && to.isAfter(from) ? Effect.LATER : Effect.EARLIER;
    }
}
