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
import io.amparo.sla.plan.SlaPlan;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Creates the {@code amparo.sla} event of an edge from the facts known at the instant of the edge. */
final class Tidings {
    private final Edge edge;
    private final Ledger then;
    private final List<SlaClock> clocks;
    private final Policies policies;
    private final Instant now;

    /** @param clocks the clocks of this ledger */
    static Tiding of(Edge edge, Ledger ledger, List<SlaClock> clocks, Policies policies, Instant now) {
        var then = ledger.until(edge.at());
        // The ledger usually has no later fact. Its clocks then apply unchanged.
        var known = then.equals(ledger) ? clocks : TicketClocks.of(then, policies).orElseThrow();
        var event = new Tidings(edge, then, known, policies, now).event();
        return new Tiding(ledger.ticketId() + "/" + edge.key(), edge.at(), edge.type(), event);
    }

    private Tidings(Edge edge, Ledger then, List<SlaClock> clocks, Policies policies, Instant now) {
        this.edge = edge;
        this.then = then;
        this.clocks = clocks;
        this.policies = policies;
        this.now = now;
    }

    private SlaEvent event() {
        String id = then.ticketId(), number = then.number(), customer = then.customerId(), subject = then.subject();
        var at = edge.at();
        return switch (edge.type()) {
            case ASSIGNED -> assigned();
            case PAUSED -> new SlaPaused(id, number, customer, pausedBecause(), told(clock -> clock.paused(at)), at);
            case RESUMED -> new SlaResumed(id, number, customer, told(clock -> clock.running(at)), at);
            case WARNED -> new SlaWarned(id, number, customer, subject, priority(), plan().id(), metric(), edge.cycle(),
                    edge.percent(), at, breachAt(), now, escalated(edge.percent()), tzdata());
            case BREACHED -> new SlaBreached(id, number, customer, subject, priority(), plan().id(), metric(), edge.cycle(), at,
                    now, escalated(100), tzdata());
            case MET -> new SlaMet(id, number, customer, metric(), edge.cycle(), clock().dueAt(), clock().late(),
                    clock().consumed(at).toString(), at, tzdata());
            case REDATED -> redated();
            case CANCELLED -> new SlaCancelled(id, number, customer, metric(), edge.cycle(), clock().because(), at);
        };
    }

    private SlaAssigned assigned() {
        var calendar = clocks.getFirst().calendar(edge.at());
        return new SlaAssigned(then.ticketId(), then.number(), then.customerId(), then.subject(), then.kind(), priority(),
                plan().id(), plan().version(), calendar.id(), calendar.zone().getId(), told(clock -> clock.open(edge.at())),
                edge.at(), then.last(What.CONTRACT).map(Fact::value).orElse(null));
    }

    private SlaRedated redated() {
        var move = clock().redated().stream().filter(each -> each.at().equals(edge.at())).skip(edge.percent()).findFirst()
                .orElseThrow();
        var fact = move.fact();
        return new SlaRedated(then.ticketId(), then.number(), then.customerId(), metric(), edge.cycle(), move.from(), move.to(),
                fact.what() + " " + fact.value(), edge.at(), fact.what().name(), fact.by(), fact.reason(), tzdata());
    }

    private List<SlaEvent.Clock> told(Predicate<SlaClock> some) {
        return clocks
                .stream().filter(some).map(clock -> new SlaEvent.Clock(clock.metric().name(), clock.cycle(),
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
        return due != null ? due : clock().course().ifResumed(edge.at());
    }

    private @Nullable List<String> escalated(int percent) {
        var to = clock().objective(edge.at()).to(percent);
        return to.isEmpty() ? null : to;
    }

    private String pausedBecause() {
        return clocks.stream().map(clock -> clock.pausedBecause(edge.at())).filter(because -> !because.isEmpty()).findFirst()
                .orElse("");
    }

    private String metric() {
        return edge.metric().name();
    }

    private String tzdata() {
        return then.tzdata(policies);
    }

    private String priority() {
        return then.value(What.PRIORITY);
    }

    private SlaPlan plan() {
        return Situation.plan(then.value(What.PLAN), policies).orElseThrow();
    }
}
