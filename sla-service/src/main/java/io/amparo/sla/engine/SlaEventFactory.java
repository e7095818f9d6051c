package io.amparo.sla.engine;

import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.sla.SlaEvent.SlaMet;
import io.amparo.events.sla.SlaEvent.SlaPaused;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.sla.SlaEvent.SlaResumed;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.sla.clock.ClockTracker;
import io.amparo.sla.clock.Edge;
import io.amparo.sla.clock.SlaClock;
import io.amparo.sla.clock.SlaClock.DueDateChange;
import io.amparo.sla.clock.SlaClock.EndState;
import io.amparo.sla.engine.Evaluation.Emission;
import io.amparo.sla.ledger.FactCodec;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFact.ContractPlanNamed;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates the {@code amparo.sla} event of an edge from the facts known at the instant of the edge. */
final class SlaEventFactory {
    /** Code of a clock that never started, because of a fact that arrived after its rungs were emitted. */
    private static final String NOT_STARTED = "NOT_STARTED";

    private final Emission emission;
    private final Edge edge;
    private final Ledger ledgerAtEdge;
    private final List<SlaClock> clocks;
    private final Policies policies;
    private final List<TicketFact> added;
    private final Instant now;

    /**
     * Creates the events of some emissions of an evaluation.
     *
     * @param watch the watch before the evaluation
     * @param clocks the clocks of its ledger
     */
    static List<OutgoingSlaEvent> eventsOf(List<Emission> emissions, TicketWatch watch, List<SlaClock> clocks, Policies policies,
            Instant now) {
        if (emissions.isEmpty()) return List.of();
        return emissions.stream().map(emission -> of(emission, watch, clocks, policies, now)).toList();
    }

    private static OutgoingSlaEvent of(Emission emission, TicketWatch watch, List<SlaClock> clocks, Policies policies,
            Instant now) {
        var edge = emission.edge();
        var ledgerAtEdge = watch.ledger().asOf(emission.stateAt());
        // The ledger usually has no later fact. Its clocks then apply unchanged.
        var clocksAtEdge = ledgerAtEdge == watch.ledger() ? clocks : ClockTracker.clocksOf(ledgerAtEdge, policies).orElseThrow();
        var event = new SlaEventFactory(emission, ledgerAtEdge, clocksAtEdge, policies, watch.added(), now).event();
        return new OutgoingSlaEvent(ledgerAtEdge.ticketId() + "/" + emission.key(), edge.at(), edge.type(), event);
    }

    private SlaEventFactory(Emission emission, Ledger ledgerAtEdge, List<SlaClock> clocks, Policies policies,
            List<TicketFact> added, Instant now) {
        this.emission = emission;
        this.edge = emission.edge();
        this.ledgerAtEdge = ledgerAtEdge;
        this.clocks = clocks;
        this.policies = policies;
        this.added = added;
        this.now = now;
    }

    private SlaEvent event() {
        String id = ledgerAtEdge.ticketId(), number = ledgerAtEdge.number(), customer = ledgerAtEdge.customerId(),
                subject = ledgerAtEdge.subject();
        var at = edge.at();
        return switch (edge.type()) {
            case ASSIGNED -> assigned();
            case PAUSED, RESUMED -> emission.stateAt().isAfter(at)
                    ? allClocks()
                    : edge.type() == Edge.Type.PAUSED
                            ? new SlaPaused(id, number, customer, pausedStatus(), clocksWhere(clock -> clock.isPaused(at)), at)
                            : new SlaResumed(id, number, customer, clocksWhere(clock -> clock.isRunning(at)), at);
            case WARNED -> new SlaWarned(id, number, customer, subject, priority(), plan().id(), metric(), edge.cycle(),
                    edge.percent(), at, breachAt(), now, escalationTargets(edge.percent(), at), tzdata(), null, null);
            case BREACHED -> new SlaBreached(id, number, customer, subject, priority(), plan().id(), metric(), edge.cycle(), at,
                    now, escalationTargets(Edge.BREACH, at), tzdata(), null, null);
            case MET -> new SlaMet(id, number, customer, metric(), edge.cycle(), clock().dueAt(), clock().isLate(),
                    clock().consumed(at).toString(), at, tzdata());
            case RESCHEDULED -> rescheduled(changes().skip(edge.percent()).findFirst().orElseGet(this::correction));
            case WITHDRAWN -> withdrawn();
            case CANCELLED -> cancelled();
        };
    }

    private SlaAssigned assigned() {
        var calendar = clocks.getFirst().calendar(edge.at());
        return new SlaAssigned(ledgerAtEdge.ticketId(), ledgerAtEdge.number(), ledgerAtEdge.customerId(), ledgerAtEdge.subject(),
                ledgerAtEdge.kind(), priority(), plan().id(), plan().version(), calendar.id(), calendar.zone().getId(),
                clocksWhere(clock -> clock.isOpen(edge.at())), edge.at(),
                ledgerAtEdge.last(ContractPlanNamed.class).map(ContractPlanNamed::planId).orElse(null));
    }

    private SlaCancelled cancelled() {
        var code = findClock().filter(clock -> clock.endState() == EndState.CANCELLED && !clock.isOpen(emission.stateAt()))
                .map(SlaClock::cancellationCode).orElse(NOT_STARTED);
        return new SlaCancelled(ledgerAtEdge.ticketId(), ledgerAtEdge.number(), ledgerAtEdge.customerId(), metric(), edge.cycle(),
                code, edge.at(), withdrawnPercents());
    }

    /** After a fact that arrived late, the clocks may be in another state than at the instant of the edge. */
    private SlaEvent allClocks() {
        String id = ledgerAtEdge.ticketId(), number = ledgerAtEdge.number(), customer = ledgerAtEdge.customerId();
        var open = clocksWhere(clock -> clock.isOpen(emission.stateAt()));
        return pausedStatus().isEmpty()
                ? new SlaResumed(id, number, customer, open, edge.at())
                : new SlaPaused(id, number, customer, pausedStatus(), open, edge.at());
    }

    private SlaEvent withdrawn() {
        if (findClock().isEmpty()) return cancelled();
        return rescheduled(changes().reduce((_, last) -> last).orElseGet(this::correction));
    }

    /** Returns the change behind a withdrawal or correction: a fact that precedes an emitted edge has arrived after it. */
    private DueDateChange correction() {
        var worst = emission.withdrawn().stream().findFirst();
        var correctedAt = worst.map(each -> each.generation().at()).orElse(edge.at());
        var fact = added.stream().filter(each -> !each.at().isAfter(correctedAt)).findFirst()
                .orElseGet(ledgerAtEdge.facts()::getLast);
        var due = clock().dueAt();
        var before = emission.dueBefore() == null ? due : emission.dueBefore();
        var breached = worst.filter(each -> each.rung().percent() == Edge.BREACH).map(each -> each.generation().at());
        return new DueDateChange(edge.at(), breached.orElse(before), due, fact);
    }

    private Stream<DueDateChange> changes() {
        return clock().dueDateChanges().stream().filter(each -> each.at().equals(edge.at()));
    }

    private SlaRescheduled rescheduled(DueDateChange change) {
        var fact = change.fact();
        var clock = clock();
        var at = emission.stateAt();
        var calendar = clock.calendar(at);
        var breach = emission.withdrawn().stream().filter(each -> each.rung().percent() == Edge.BREACH).findFirst();
        return new SlaRescheduled(ledgerAtEdge.ticketId(), ledgerAtEdge.number(), ledgerAtEdge.customerId(),
                ledgerAtEdge.subject(), metric(), edge.cycle(), change.from(), at.equals(edge.at()) ? change.to() : clock.dueAt(),
                FactCodec.term(fact), FactCodec.value(fact), fact.by(), fact.reason(), edge.at(), tzdata(),
                clock.state(at).name(), clock.budget(at).toString(), clock.consumed(at).toString(), plan().id(), plan().version(),
                calendar.id(), calendar.zone().getId(), withdrawnPercents(),
                breach.map(each -> escalationTargets(Edge.BREACH, each.generation().at())).orElse(null), null, null);
    }

    private List<Integer> withdrawnPercents() {
        return emission.withdrawn().stream().map(each -> each.rung().percent()).sorted().toList();
    }

    private List<SlaEvent.Clock> clocksWhere(Predicate<SlaClock> filter) {
        var at = emission.stateAt();
        return clocks.stream().filter(filter).map(clock -> new SlaEvent.Clock(clock.metric().name(), clock.cycle(),
                clock.budget(at).toString(), clock.consumed(at).toString(), clock.dueAt(), tzdata(), clock.state(at).name()))
                .toList();
    }

    private SlaClock clock() {
        return findClock().orElseThrow();
    }

    private Optional<SlaClock> findClock() {
        return clocks.stream().filter(clock -> clock.is(edge.metric(), edge.cycle())).findFirst();
    }

    /** Returns the due instant. A clock that pauses at the instant of its warning has none; it then resumes at that instant. */
    private Instant breachAt() {
        var due = clock().dueAt();
        return due != null ? due : clock().timeline().dueIfResumedAt(edge.at());
    }

    private @Nullable List<String> escalationTargets(int percent, Instant at) {
        var recipients = clock().objective(at).recipientsAt(percent);
        return recipients.isEmpty() ? null : recipients;
    }

    private String pausedStatus() {
        return clocks.stream().map(clock -> clock.pausedStatus(emission.stateAt())).filter(status -> !status.isEmpty())
                .findFirst().orElse("");
    }

    private String metric() {
        return edge.metric().name();
    }

    private String tzdata() {
        return ledgerAtEdge.tzdata(policies);
    }

    private String priority() {
        return ledgerAtEdge.priority();
    }

    private SlaPlan plan() {
        return ledgerAtEdge.plan().flatMap(policies::plan).orElseThrow();
    }
}
