package io.amparo.sla.clock;

import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The facts of one ticket in the order in which they happened; every clock follows from them. */
public record Ledger(String ticketId, String number, String customerId, String subject, List<Fact> facts) {
    public Ledger {
        facts = List.copyOf(facts);
    }

    /** A fact told late takes its place by its time; one told again changes nothing. */
    public Ledger with(Fact fact) {
        if (facts.stream().anyMatch(known -> known.cause().equals(fact.cause()) && known.what() == fact.what())) return this;
        var all = new ArrayList<>(facts);
        int place = all.size();
        while (place > 0 && all.get(place - 1).at().isAfter(fact.at()))
            place--;
        all.add(place, fact);
        return of(all);
    }

    /** The same ticket with these facts instead. */
    public Ledger of(List<Fact> others) {
        return new Ledger(ticketId, number, customerId, subject, others);
    }

    public Ledger with(List<Fact> more) {
        var all = this;
        for (var fact : more) all = all.with(fact);
        return all;
    }

    /**
     * What the same life would be under one plan ({@code id/version}) from the opening on, whatever was promised; its packages
     * stay.
     */
    Ledger under(String plan) {
        var opened = last(Fact.What.OPENED).orElseThrow();
        var lived = facts.stream().filter(fact -> fact.what() != Fact.What.PLAN && fact.what() != Fact.What.CALENDAR).toList();
        return of(lived).with(new Fact(opened.cause(), opened.at(), Fact.What.PLAN, plan));
    }

    /** As it stood at an instant. */
    public Ledger until(Instant at) {
        return facts.isEmpty() || !facts.getLast().at().isAfter(at)
                ? this
                : of(facts.stream().filter(fact -> !fact.at().isAfter(at)).toList());
    }

    /** Whether anything more is to be expected of it. */
    public boolean isOn() {
        return !Situation.isFinal(value(Fact.What.STATUS));
    }

    /** When it was closed, refused or declined, where nothing has happened since. */
    public Optional<Instant> endedAt() {
        var last = facts.reversed().stream().filter(fact -> fact.what() != Fact.What.PASSED_OVER).findFirst().orElseThrow();
        return last.what() == Fact.What.STATUS && Situation.isFinal(last.value()) ? Optional.of(last.at()) : Optional.empty();
    }

    public Optional<Fact> last(Fact.What what) {
        for (int i = facts.size() - 1; i >= 0; i--) if (facts.get(i).what() == what) return Optional.of(facts.get(i));
        return Optional.empty();
    }

    /** Whether any promise could be made, whatever the plan (R5.6). */
    boolean mayHaveClocks() {
        for (var fact : facts)
            if ((fact.what() == Fact.What.OPENED || fact.what() == Fact.What.KIND) && SlaPlan.hasClocks(fact.value()))
                return true;
        return false;
    }

    /** The version of the time zone data by which it counts; ours, as long as none was recorded. */
    public String tzdata(Policies policies) {
        return last(Fact.What.TZDATA).map(Fact::value).orElseGet(policies::tzdata);
    }

    /** What the ticket is now asking for. */
    String kind() {
        return last(Fact.What.KIND).or(() -> last(Fact.What.OPENED)).map(Fact::value).orElse("");
    }

    /** What was last said of it; empty for nothing. */
    public String value(Fact.What what) {
        return last(what).map(Fact::value).orElse("");
    }
}
