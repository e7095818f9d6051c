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

/** What a migration comes to for one ticket, as of its preview. */
record Moving(String ticketId, String number, String customerId, String from, String to, List<Moved> clocks) {

    /**
     * What becomes of a due instant; BEGINS and ENDS: of a promise that only the one version makes, or that ends before with the
     * product's support; UNREACHABLE: one of the ticket's promises would never fall due there, because so much open time is not
     * left, and the ticket stays where it is.
     */
    enum Effect {
        LATER, EARLIER, BREACHES, UNBREACHES, SAME, BEGINS, ENDS, UNREACHABLE
    }

    /**
     * An open clock; while it stands still, its instants are those as if it were resumed now.
     *
     * @param metric null of a ticket that cannot be moved, and of which no clock is known
     */
    record Moved(@Nullable Metric metric, int cycle, @Nullable Instant from, @Nullable Instant to, Effect effect) {}

    static Moving of(Redate redate, Ledger ledger, @Nullable Customer customer, @Nullable Life life, Policies policies,
            Instant now) {
        return of(redate, ledger, moved(redate, ledger, customer, life, policies, now), policies, now);
    }

    /**
     * What a contract that has changed comes to, which the engine sees to by itself; empty for a ticket that it does not concern,
     * that is over, or that was opened after it.
     *
     * @param before the customer as it was
     * @param after the customer since the change
     */
    static Optional<Moving> following(Customer before, Customer after, Ledger ledger, @Nullable Life life, Policies policies,
            Instant now) {
        var since = after.changedAt();
        if (!ledger.isOn() || !ledger.facts().getFirst().at().isBefore(since)) return Optional.empty();
        // The engine may have told of it already, and so may a change after this one.
        var known = contracted(ledger.of(ledger.facts().stream()
                .filter(fact -> fact.at().isBefore(since) || Answer.of(fact, before.id()).isEmpty()).toList()), before);
        var then = known.with(Terms.missing(known, before, life, policies, false).facts());
        var moved = then.with(Terms.missing(then, after, life, policies, false).facts());
        if (moved.equals(then)) return Optional.empty();
        var standing = Agreed.of(then);
        var back = new Agreed(standing.plan(), standing.over(before.agreement()), after.agreement());
        return Optional.of(of(new Redate(What.AGREED, back.text(), Agreed.of(moved).text()), then, moved, policies, now));
    }

    /** Whether the engine has yet to bring a ticket to what the contract says now. */
    static boolean isAwaited(Customer before, Customer now, Ledger ledger, @Nullable Life life, Policies policies) {
        var missing = Terms.missing(contracted(ledger, before), now, life, policies, false);
        return ledger.isOn() && !(missing.complete()
                && missing.facts().stream().allMatch(fact -> fact.what() == What.CONTRACT || fact.what() == What.TZDATA));
    }

    /** An older build told nobody which plan the contract named. */
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

    /** What the engine is to be asked for. */
    boolean isReachable() {
        return clocks.stream().noneMatch(each -> each.effect() == Effect.UNREACHABLE);
    }

    private static List<Moved> moves(Ledger ledger, Ledger moved, Policies policies, Instant now) {
        try {
            var after = TicketClocks.of(moved, policies).orElse(List.of());
            // Whatever the engine would have to tell, rungs beyond 100 percent among it.
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

    /** Before it would fall due: with the product's support. */
    private static boolean isToEnd(SlaClock clock) {
        return clock.ended() == Ended.CANCELLED && (clock.dueAt() == null || clock.endedAt().isBefore(clock.dueAt()));
    }

    private static Optional<SlaClock> same(SlaClock clock, List<SlaClock> among) {
        return among.stream().filter(each -> each.metric() == clock.metric() && each.cycle() == clock.cycle()).findFirst();
    }

    private static @Nullable Instant due(SlaClock clock, Instant now) {
        return clock.dueAt() != null ? clock.dueAt() : clock.ifResumedNow(now);
    }

    /** Null where it would never come. */
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
