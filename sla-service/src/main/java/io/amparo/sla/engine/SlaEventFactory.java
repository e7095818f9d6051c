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
import io.amparo.sla.ledger.FactCodec;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFact.ContractPlanNamed;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Creates the {@code amparo.sla} event of an edge from the facts known at the instant of the edge. */
final class SlaEventFactory {
    private final Edge edge;
    private final Ledger ledgerAtEdge;
    private final List<SlaClock> clocks;
    private final Policies policies;
    private final Instant now;

    /** @param clocks the clocks of this ledger */
    static OutgoingSlaEvent of(Edge edge, Ledger ledger, List<SlaClock> clocks, Policies policies, Instant now) {
        var ledgerAtEdge = ledger.asOf(edge.at());
        // The ledger usually has no later fact. Its clocks then apply unchanged.
        var clocksAtEdge = ledgerAtEdge.equals(ledger) ? clocks : ClockTracker.clocksOf(ledgerAtEdge, policies).orElseThrow();
        var event = new SlaEventFactory(edge, ledgerAtEdge, clocksAtEdge, policies, now).event();
        return new OutgoingSlaEvent(ledger.ticketId() + "/" + edge.key(), edge.at(), edge.type(), event);
    }

    private SlaEventFactory(Edge edge, Ledger ledgerAtEdge, List<SlaClock> clocks, Policies policies, Instant now) {
        this.edge = edge;
        this.ledgerAtEdge = ledgerAtEdge;
        this.clocks = clocks;
        this.policies = policies;
        this.now = now;
    }

    private SlaEvent event() {
        String id = ledgerAtEdge.ticketId(), number = ledgerAtEdge.number(), customer = ledgerAtEdge.customerId(),
                subject = ledgerAtEdge.subject();
        var at = edge.at();
        return switch (edge.type()) {
            case ASSIGNED -> assigned();
            case PAUSED -> new SlaPaused(id, number, customer, pausedStatus(), clocksWhere(clock -> clock.isPaused(at)), at);
            case RESUMED -> new SlaResumed(id, number, customer, clocksWhere(clock -> clock.isRunning(at)), at);
            case WARNED -> new SlaWarned(id, number, customer, subject, priority(), plan().id(), metric(), edge.cycle(),
                    edge.percent(), at, breachAt(), now, escalationTargets(edge.percent()), tzdata());
            case BREACHED -> new SlaBreached(id, number, customer, subject, priority(), plan().id(), metric(), edge.cycle(), at,
                    now, escalationTargets(100), tzdata());
            case MET -> new SlaMet(id, number, customer, metric(), edge.cycle(), clock().dueAt(), clock().isLate(),
                    clock().consumed(at).toString(), at, tzdata());
            case RESCHEDULED -> rescheduled();
            case CANCELLED -> new SlaCancelled(id, number, customer, metric(), edge.cycle(), clock().cancellationCode(), at);
        };
    }

    private SlaAssigned assigned() {
        var calendar = clocks.getFirst().calendar(edge.at());
        return new SlaAssigned(ledgerAtEdge.ticketId(), ledgerAtEdge.number(), ledgerAtEdge.customerId(), ledgerAtEdge.subject(),
                ledgerAtEdge.kind(), priority(), plan().id(), plan().version(), calendar.id(), calendar.zone().getId(),
                clocksWhere(clock -> clock.isOpen(edge.at())), edge.at(),
                ledgerAtEdge.last(ContractPlanNamed.class).map(ContractPlanNamed::planId).orElse(null));
    }

    private SlaRescheduled rescheduled() {
        var change = clock().dueDateChanges().stream().filter(each -> each.at().equals(edge.at())).skip(edge.percent())
                .findFirst().orElseThrow();
        var fact = change.fact();
        return new SlaRescheduled(ledgerAtEdge.ticketId(), ledgerAtEdge.number(), ledgerAtEdge.customerId(), metric(),
                edge.cycle(), change.from(), change.to(), FactCodec.term(fact), FactCodec.value(fact), fact.by(), fact.reason(),
                edge.at(), tzdata());
    }

    private List<SlaEvent.Clock> clocksWhere(Predicate<SlaClock> filter) {
        return clocks
                .stream().filter(filter).map(clock -> new SlaEvent.Clock(clock.metric().name(), clock.cycle(),
                        clock.budget(edge.at()).toString(), clock.consumed(edge.at()).toString(), clock.dueAt(), tzdata()))
                .toList();
    }

    private SlaClock clock() {
        return clocks.stream().filter(clock -> clock.metric() == edge.metric() && clock.cycle() == edge.cycle()).findFirst()
                .orElseThrow();
    }

    /** Returns the due instant. A clock that pauses at the instant of its warning has none; it then resumes at that instant. */
    private Instant breachAt() {
        var due = clock().dueAt();
        return due != null ? due : clock().timeline().dueIfResumedAt(edge.at());
    }

    private @Nullable List<String> escalationTargets(int percent) {
        var recipients = clock().objective(edge.at()).recipientsAt(percent);
        return recipients.isEmpty() ? null : recipients;
    }

    private String pausedStatus() {
        return clocks.stream().map(clock -> clock.pausedStatus(edge.at())).filter(status -> !status.isEmpty()).findFirst()
                .orElse("");
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
