package io.amparo.sla.ledger;

import io.amparo.sla.clock.TicketState;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The facts of one ticket in order of time. All clocks are computed from them. */
public record Ledger(String ticketId, String number, String customerId, String subject, List<Fact> facts) {
    public Ledger {
        facts = List.copyOf(facts);
    }

    /** Adds a fact at its place in time, even if it arrives late. A duplicate of cause and type changes nothing. */
    public Ledger with(Fact fact) {
        if (facts.stream().anyMatch(known -> known.cause().equals(fact.cause()) && known.what() == fact.what())) return this;
        var all = new ArrayList<>(facts);
        int index = all.size();
        while (index > 0 && all.get(index - 1).at().isAfter(fact.at()))
            index--;
        all.add(index, fact);
        return withOnly(all);
    }

    /** Returns the same ticket with other facts. */
    public Ledger withOnly(List<Fact> onlyFacts) {
        return new Ledger(ticketId, number, customerId, subject, onlyFacts);
    }

    public Ledger with(List<Fact> more) {
        var all = this;
        for (var fact : more) all = all.with(fact);
        return all;
    }

    /**
     * Returns the ledger under one plan ({@code id/version}) from the opening on, without its other plans and calendar versions.
     * The package periods stay.
     */
    public Ledger withPlan(String plan) {
        var opened = last(Fact.What.OPENED).orElseThrow();
        var kept = facts.stream().filter(fact -> fact.what() != Fact.What.PLAN && fact.what() != Fact.What.CALENDAR).toList();
        return withOnly(kept).with(new Fact(opened.cause(), opened.at(), Fact.What.PLAN, plan));
    }

    /** Returns the ledger with the facts up to an instant, inclusive. */
    public Ledger asOf(Instant at) {
        return facts.isEmpty() || !facts.getLast().at().isAfter(at)
                ? this
                : withOnly(facts.stream().filter(fact -> !fact.at().isAfter(at)).toList());
    }

    /** Whether further facts are expected: the ticket is not closed, refused or declined. */
    public boolean isActive() {
        return !TicketState.isFinal(value(Fact.What.STATUS));
    }

    /**
     * Returns when the ticket was closed, refused or declined; empty if another fact followed. A skipped migration does not
     * count.
     */
    public Optional<Instant> endedAt() {
        var last = facts.reversed().stream().filter(fact -> fact.what() != Fact.What.SKIPPED).findFirst().orElseThrow();
        return last.what() == Fact.What.STATUS && TicketState.isFinal(last.value()) ? Optional.of(last.at()) : Optional.empty();
    }

    public Optional<Fact> last(Fact.What what) {
        for (int i = facts.size() - 1; i >= 0; i--) if (facts.get(i).what() == what) return Optional.of(facts.get(i));
        return Optional.empty();
    }

    /** Whether any plan can have an objective for the ticket (R5.6). */
    public boolean mayHaveClocks() {
        for (var fact : facts)
            if ((fact.what() == Fact.What.OPENED || fact.what() == Fact.What.KIND) && SlaPlan.hasClocks(fact.value()))
                return true;
        return false;
    }

    /**
     * Returns the version of the time zone data that applies to the ticket, or the version of this process if none is recorded.
     */
    public String tzdata(Policies policies) {
        return last(Fact.What.TZDATA).map(Fact::value).orElseGet(policies::tzdata);
    }

    /** Returns the current kind of the ticket. */
    public String kind() {
        return last(Fact.What.KIND).or(() -> last(Fact.What.OPENED)).map(Fact::value).orElse("");
    }

    /** Returns the latest value of this type of fact; empty for none. */
    public String value(Fact.What what) {
        return last(what).map(Fact::value).orElse("");
    }
}
