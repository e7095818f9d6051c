package io.amparo.sla.clock;

import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.sla.SlaEvent.SlaMet;
import io.amparo.events.sla.SlaEvent.SlaPaused;
import io.amparo.events.sla.SlaEvent.SlaRedated;
import io.amparo.events.sla.SlaEvent.SlaResumed;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.plan.Policies;
import java.time.Instant;
import java.util.List;

/** Puts an edge into the words of {@code amparo.sla}, from what was known at the edge's own instant. */
final class Tidings {
    private final Edge edge;
    private final Ledger then;
    private final List<SlaClock> clocks;
    private final Policies policies;
    private final Instant now;

    static Tiding of(Edge edge, Ledger ledger, Policies policies, Instant now) {
        var event = new Tidings(edge, ledger.until(edge.at()), policies, now).event();
        return new Tiding(ledger.ticketId() + "/" + edge.key(), edge.at(), edge.type(), event);
    }

    private Tidings(Edge edge, Ledger then, Policies policies, Instant now) {
        this.edge = edge;
        this.then = then;
        this.clocks = TicketClocks.of(then, policies).orElseThrow();
        this.policies = policies;
        this.now = now;
    }

    private SlaEvent event() {
        String id = then.ticketId(), number = then.number(), customer = then.customerId(), subject = then.subject();
        return switch (edge.type()) {
            case ASSIGNED -> assigned();
            case PAUSED ->
                new SlaPaused(id, number, customer, pausedBecause(), told(clocks.stream().filter(SlaClock::paused).toList()),
                        edge.at());
            case RESUMED -> new SlaResumed(id, number, customer,
                    told(clocks.stream().filter(clock -> clock.ended() == null && !clock.paused()).toList()), edge.at());
            case WARNED ->
                new SlaWarned(id, number, customer, subject, priority(), plan(), metric(), edge.cycle(), edge.percent(),
                        edge.at(), breachAt(), now);
            case BREACHED ->
                new SlaBreached(id, number, customer, subject, priority(), plan(), metric(), edge.cycle(), edge.at(), now);
            case MET -> new SlaMet(id, number, customer, metric(), edge.cycle(), clock().dueAt(), clock().late(),
                    clock().consumed(edge.at()).toString(), edge.at());
            case REDATED -> redated();
            case CANCELLED -> new SlaCancelled(id, number, customer, metric(), edge.cycle(), then.value(What.STATUS), edge.at());
        };
    }

    private SlaAssigned assigned() {
        var version = clocks.getFirst().objective().calendar();
        var calendar = policies.calendar(version.id(), version.version()).orElseThrow();
        return new SlaAssigned(then.ticketId(), then.number(), then.customerId(), then.subject(), then.value(What.OPENED),
                priority(),
                plan(), planVersion(), calendar.id(), calendar.zone().getId(), told(clocks), edge.at());
    }

    private SlaRedated redated() {
        var segments = clock().course().segments();
        int turn = segments.size() - 1;
        while (!segments.get(turn).from().equals(edge.at()))
            turn--;
        var cause = then.facts().reversed().stream().filter(fact -> fact.at().equals(edge.at())).findFirst().orElseThrow();
        return new SlaRedated(then.ticketId(), then.number(), then.customerId(), metric(), edge.cycle(),
                clock().course().first(turn).due(), clock().course().first(turn + 1).due(), cause.what() + " " + cause.value(),
                edge.at());
    }

    private List<SlaEvent.Clock> told(List<SlaClock> some) {
        return some.stream().map(clock -> new SlaEvent.Clock(clock.metric().name(), clock.cycle(), clock.budget().toString(),
                clock.consumed(edge.at()).toString(), clock.dueAt())).toList();
    }

    private SlaClock clock() {
        return clocks.stream().filter(clock -> clock.metric() == edge.metric() && clock.cycle() == edge.cycle()).findFirst()
                .orElseThrow();
    }

    /** A clock that stops at the very instant of its warning would go on from there. */
    private Instant breachAt() {
        var due = clock().dueAt();
        return due != null ? due : clock().course().ifResumed(edge.at());
    }

    private String pausedBecause() {
        return clocks.stream().filter(SlaClock::paused).map(SlaClock::pausedBecause).findFirst().orElse("");
    }

    private String metric() {
        return clock().metric().name();
    }

    private String priority() {
        return then.value(What.PRIORITY);
    }

    private String plan() {
        var plan = then.value(What.PLAN);
        return plan.substring(0, plan.lastIndexOf('/'));
    }

    private int planVersion() {
        var plan = then.value(What.PLAN);
        return Integer.parseInt(plan.substring(plan.lastIndexOf('/') + 1));
    }
}
