package io.amparo.sla.ledger;

import io.amparo.sla.ledger.TicketFact.CalendarChanged;
import io.amparo.sla.ledger.TicketFact.FixDelivered;
import io.amparo.sla.ledger.TicketFact.KindChanged;
import io.amparo.sla.ledger.TicketFact.MessagesSplit;
import io.amparo.sla.ledger.TicketFact.Opened;
import io.amparo.sla.ledger.TicketFact.PlanChanged;
import io.amparo.sla.ledger.TicketFact.PriorityChanged;
import io.amparo.sla.ledger.TicketFact.ProductNamed;
import io.amparo.sla.ledger.TicketFact.QualifiedBugChanged;
import io.amparo.sla.ledger.TicketFact.StatusChanged;
import io.amparo.sla.ledger.TicketFact.SwitchSkipped;
import io.amparo.sla.ledger.TicketFact.TzdataChanged;
import io.amparo.sla.plan.PlanVersion;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The facts of one ticket in order of time. All clocks are computed from them. */
public record Ledger(String ticketId, String number, String customerId, String subject, List<TicketFact> facts) {
    private static final Set<String> FINAL_STATUSES = Set.of("REFUSED", "DECLINED", "CLOSED");

    public Ledger {
        facts = List.copyOf(facts);
    }

    /**
     * Adds a fact at its place in time, even if it arrives late. A second fact of the same cause and kind changes nothing.
     * Repeated questions of the customer share one fact.
     */
    public Ledger with(TicketFact fact) {
        for (var known : facts) if (known.getClass() == fact.getClass() && known.cause().equals(fact.cause())) return this;
        var all = new ArrayList<>(facts);
        QuestionRuns.insert(all, fact);
        return all.equals(facts) ? this : withOnly(all);
    }

    /** Whether a question of the customer waits for a response, so that a further one moves no clock. */
    public boolean hasOpenQuestion() {
        return QuestionRuns.isOpen(facts);
    }

    /** Returns the same ticket with other facts. */
    public Ledger withOnly(List<TicketFact> others) {
        return new Ledger(ticketId, number, customerId, subject, others);
    }

    public Ledger with(List<? extends TicketFact> more) {
        var all = this;
        for (var fact : more) all = all.with(fact);
        return all;
    }

    /**
     * Returns the ledger under one plan from the opening on, without its other plans and calendar versions. The package periods
     * stay.
     */
    public Ledger withPlan(PlanVersion plan) {
        var kept = facts.stream().filter(fact -> !(fact instanceof PlanChanged || fact instanceof CalendarChanged)).toList();
        return withOnly(kept).with(new PlanChanged(opened().origin(), plan));
    }

    /** Returns the ledger with the facts up to an instant, inclusive. */
    public Ledger asOf(Instant at) {
        return facts.isEmpty() || !facts.getLast().at().isAfter(at)
                ? this
                : withOnly(facts.stream().filter(fact -> !fact.at().isAfter(at)).toList());
    }

    /** Returns the latest fact of a kind. */
    public <F extends TicketFact> Optional<F> last(Class<F> kind) {
        for (int i = facts.size() - 1; i >= 0; i--)
            if (kind.isInstance(facts.get(i))) return Optional.of(kind.cast(facts.get(i)));
        return Optional.empty();
    }

    /** @throws java.util.NoSuchElementException if the ledger has no opening */
    public Opened opened() {
        return last(Opened.class).orElseThrow();
    }

    /** Whether further facts are expected: the ticket is not closed, refused or declined. */
    public boolean isActive() {
        return last(StatusChanged.class).filter(Ledger::isFinal).isEmpty();
    }

    private static boolean isFinal(StatusChanged change) {
        return FINAL_STATUSES.contains(change.status());
    }

    /**
     * Returns when the ticket was closed, refused or declined; empty if another fact followed. A skipped migration does not
     * count, and neither does what a ticket may get after its end: the link to a split that a crash has delayed, and the release
     * with the fix of its bug.
     */
    public Optional<Instant> endedAt() {
        var last = facts.reversed().stream()
                .filter(fact -> !(fact instanceof SwitchSkipped || fact instanceof MessagesSplit || fact instanceof FixDelivered))
                .findFirst().orElseThrow();
        return last instanceof StatusChanged change && isFinal(change) ? Optional.of(change.at()) : Optional.empty();
    }

    /** Whether any plan can have an objective for the ticket (R5.6). */
    public boolean mayHaveClocks() {
        for (var fact : facts)
            if (fact instanceof Opened opened && SlaPlan.hasClocks(opened.kind())
                    || fact instanceof KindChanged change && SlaPlan.hasClocks(change.kind()))
                return true;
        return false;
    }

    /**
     * Returns the version of the time zone data that applies to the ticket, or the version of this process if none is recorded.
     */
    public String tzdata(Policies policies) {
        return last(TzdataChanged.class).map(TzdataChanged::version).orElseGet(policies::tzdata);
    }

    /** Returns the current kind of the ticket. */
    public String kind() {
        return last(KindChanged.class).map(KindChanged::kind).orElseGet(() -> opened().kind());
    }

    /** Returns the current priority; empty for none. */
    public String priority() {
        return last(PriorityChanged.class).map(PriorityChanged::priority).orElse("");
    }

    public boolean hasQualifiedBug() {
        return last(QualifiedBugChanged.class).filter(change -> change.bug() != null).isPresent();
    }

    /** Returns the id of the product; empty for none. */
    public String product() {
        return last(ProductNamed.class).map(ProductNamed::productId).orElse("");
    }

    public Optional<PlanVersion> plan() {
        return last(PlanChanged.class).map(PlanChanged::plan);
    }
}
