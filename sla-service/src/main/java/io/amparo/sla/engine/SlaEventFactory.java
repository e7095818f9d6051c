package io.amparo.sla.engine;

import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.sla.SlaEvent.SlaCycleStarted;
import io.amparo.events.sla.SlaEvent.SlaMet;
import io.amparo.events.sla.SlaEvent.SlaPaused;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.sla.SlaEvent.SlaResumed;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.sla.clock.Edge;
import io.amparo.sla.clock.SlaClock;
import io.amparo.sla.clock.SlaClock.DueDateChange;
import io.amparo.sla.clock.SlaClock.EndState;
import io.amparo.sla.ledger.FactCodec;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFact.ContractPlanNamed;
import io.amparo.sla.ledger.TicketFactMapper;
import io.amparo.sla.plan.Policies;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Creates the {@code amparo.sla} event of an edge from the facts known at the instant of the edge. */
final class SlaEventFactory {
    /** Code of a clock that never started, because of a fact that arrived after its rungs were emitted. */
    private static final String NOT_STARTED = "NOT_STARTED";

    private final Emission emission;
    private final Edge edge;
    private final TicketSnapshot ticket;
    private final ReportedClocks reported;
    private final List<TicketFact> added;
    private final Instant now;

    /**
     * Creates the event of an emission; empty if no clock starts, pauses or resumes that is not reported so.
     *
     * @param watch the watch before the evaluation
     * @param clocks the clocks of its ledger
     * @param reported the clocks according to the events before this one
     */
    static Optional<OutgoingSlaEvent> eventOf(Emission emission, TicketWatch watch, List<SlaClock> clocks,
            ReportedClocks reported, Policies policies, Instant now) {
        var edge = emission.edge();
        var ticket = new TicketSnapshot(watch.ledger(), clocks, policies, emission.stateAt()).withFactsUntilThen();
        return Optional.ofNullable(new SlaEventFactory(emission, ticket, reported, watch.added(), now).event()).map(
                event -> new OutgoingSlaEvent(watch.ledger().ticketId() + "/" + emission.key(), edge.at(), edge.type(), event));
    }

    private SlaEventFactory(Emission emission, TicketSnapshot ticket, ReportedClocks reported, List<TicketFact> added,
            Instant now) {
        this.emission = emission;
        this.edge = emission.edge();
        this.ticket = ticket;
        this.reported = reported;
        this.added = added;
        this.now = now;
    }

    private @Nullable SlaEvent event() {
        String id = ledger().ticketId(), number = ledger().number(), customer = ledger().customerId(),
                subject = ledger().subject();
        var at = edge.at();
        return switch (edge.type()) {
            case ASSIGNED -> assigned();
            case STARTED -> started();
            case PAUSED -> paused();
            case RESUMED -> resumed();
            case WARNED -> new SlaWarned(id, number, customer, subject, ticket.priority(), ticket.plan().id(), metric(),
                    edge.cycle(), edge.percent(), at, clock().dueAt(), now, escalationTargets(edge.percent(), at),
                    ticket.tzdata(), null, null);
            case BREACHED -> new SlaBreached(id, number, customer, subject, ticket.priority(), ticket.plan().id(), metric(),
                    edge.cycle(), at, now, escalationTargets(Edge.BREACH, at), ticket.tzdata(), null, null);
            case MET -> new SlaMet(id, number, customer, metric(), edge.cycle(), clock().dueAt(), clock().isLate(),
                    clock().consumed(at).toString(), at, ticket.tzdata());
            // A correction reports the whole difference, although there may be a change at the same instant.
            case RESCHEDULED -> rescheduled(emission.isCorrection()
                    ? correction()
                    : changes().skip(edge.percent()).findFirst().orElseGet(this::correction));
            case WITHDRAWN -> withdrawn();
            case CANCELLED -> cancelled();
        };
    }

    private SlaAssigned assigned() {
        var calendar = ticket.clocks().getFirst().calendar(edge.at());
        return new SlaAssigned(ledger().ticketId(), ledger().number(), ledger().customerId(), ledger().subject(), ledger().kind(),
                ticket.priority(), ticket.plan().id(), ticket.plan().version(), calendar.id(), calendar.zone().getId(),
                ticket.clocksWhere(clock -> clock.isOpen(edge.at())), edge.at(),
                ledger().last(ContractPlanNamed.class).map(ContractPlanNamed::planId).orElse(null),
                TicketFactMapper.isPlanPromised(ledger()), ticket.pauseRules());
    }

    private SlaCancelled cancelled() {
        var code = findClock().filter(clock -> clock.endState() == EndState.CANCELLED && !clock.isOpen(ticket.at()))
                .map(SlaClock::cancellationCode).orElse(NOT_STARTED);
        return new SlaCancelled(ledger().ticketId(), ledger().number(), ledger().customerId(), metric(), edge.cycle(), code,
                edge.at(), withdrawnPercents());
    }

    private @Nullable SlaEvent started() {
        var started = ticket.clocksWhere(clock -> !clock.startedAt().isAfter(ticket.at()) && clock.isOpen(ticket.at())
                && !reported.isStarted(clock.key()));
        return started.isEmpty()
                ? null
                : new SlaCycleStarted(ledger().ticketId(), ledger().number(), ledger().customerId(), started, edge.at());
    }

    /** Lists the clocks that pause. After a fact that arrived late, they may be others than at the instant of the edge. */
    private @Nullable SlaEvent paused() {
        var paused = ticket.clocksWhere(
                clock -> clock.isPaused(ticket.at()) && reported.isStarted(clock.key()) && !reported.isPaused(clock.key()));
        return paused.isEmpty()
                ? null
                : new SlaPaused(ledger().ticketId(), ledger().number(), ledger().customerId(), ticket.pausedStatus(), paused,
                        edge.at());
    }

    private @Nullable SlaEvent resumed() {
        var resumed = ticket.clocksWhere(clock -> clock.isRunning(ticket.at()) && reported.isPaused(clock.key()));
        return resumed.isEmpty()
                ? null
                : new SlaResumed(ledger().ticketId(), ledger().number(), ledger().customerId(), resumed, edge.at());
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
                .orElseGet(ledger().facts()::getLast);
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
        var at = ticket.at();
        var calendar = clock.calendar(at);
        var breach = emission.withdrawn().stream().filter(each -> each.rung().percent() == Edge.BREACH).findFirst();
        return new SlaRescheduled(ledger().ticketId(), ledger().number(), ledger().customerId(), ledger().subject(), metric(),
                edge.cycle(), change.from(), at.equals(edge.at()) ? change.to() : clock.dueAt(), FactCodec.term(fact),
                FactCodec.value(fact), fact.by(), fact.reason(), edge.at(), ticket.tzdata(), clock.state(at).name(),
                clock.budget(at).toString(), clock.consumed(at).toString(), ticket.plan().id(), ticket.plan().version(),
                calendar.id(), calendar.zone().getId(), withdrawnPercents(),
                breach.map(each -> escalationTargets(Edge.BREACH, each.generation().at())).orElse(null), null, null,
                ticket.pauseRules());
    }

    private List<Integer> withdrawnPercents() {
        return emission.withdrawn().stream().map(each -> each.rung().percent()).sorted().toList();
    }

    private Ledger ledger() {
        return ticket.ledger();
    }

    private SlaClock clock() {
        return findClock().orElseThrow();
    }

    private Optional<SlaClock> findClock() {
        return ticket.clock(edge.metric(), edge.cycle());
    }

    private @Nullable List<String> escalationTargets(int percent, Instant at) {
        var recipients = clock().objective(at).recipientsAt(percent);
        return recipients.isEmpty() ? null : recipients;
    }

    private String metric() {
        return edge.metric().name();
    }
}
