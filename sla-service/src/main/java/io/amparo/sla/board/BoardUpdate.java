package io.amparo.sla.board;

import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaAssigned;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.sla.SlaEvent.SlaCycleStarted;
import io.amparo.events.sla.SlaEvent.SlaMet;
import io.amparo.events.sla.SlaEvent.SlaPaused;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.sla.SlaEvent.SlaResumed;
import io.amparo.events.sla.SlaEvent.SlaTermsChanged;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.platform.stream.LiveEvent;
import io.amparo.platform.web.OneOf;
import io.amparo.sla.clock.ClockTracker;
import io.amparo.sla.clock.Edge;
import io.amparo.sla.clock.Edges;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.readmodel.WatchedTicket;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A change of a ticket's clocks, as live boards receive it.
 *
 * @param id id of the SLA event
 * @param subject null if the event has none
 * @param cause why a warning or breach happened; missing if the facts received here do not lead to that edge
 */
record BoardUpdate(String id, String ticketId, String number, String customer, @Nullable String subject, ClockChange edge,
        @Nullable RiskCause cause, Instant asOf) implements LiveEvent {

    /**
     * @param metric null if all clocks of the ticket changed
     * @param withdrawn percentages of the rungs that a rescheduling withdrew; 100 is the breach; null for none
     */
    record ClockChange(ClockChangeKind kind, @OneOf(Metric.class) @Nullable String metric, @Nullable Integer cycle,
            @Nullable Integer percent, Instant at, @Nullable List<Integer> withdrawn) {

        static ClockChange ofTicket(ClockChangeKind kind, Instant at) {
            return new ClockChange(kind, null, null, null, at, null);
        }

        static ClockChange of(ClockChangeKind kind, String metric, int cycle, Instant at) {
            return new ClockChange(kind, metric, cycle, null, at, null);
        }
    }

    static BoardUpdate of(String id, SlaEvent event, Instant asOf) {
        return new BoardUpdate(id, event.ticketId(), event.number(), event.customerId(), subject(event), change(event), null,
                asOf);
    }

    @Override
    public String name() {
        return edge.kind.name();
    }

    boolean isWarningOrBreach() {
        return edge.kind == ClockChangeKind.WARNING || edge.kind == ClockChangeKind.BREACH;
    }

    /**
     * Returns this notice with the cause, computed from the facts until the edge. The cause is null unless these facts lead to
     * the same edge at the same instant. They do not if some have not been received here yet, or if a fact received since undid
     * the edge: no cause is better than a wrong one.
     */
    BoardUpdate withCause(WatchedTicket ticket, Policies policies, ChangeAuthors authors, Locale language) {
        var clocks = ClockTracker.clocksOf(ticket.ledger().asOf(edge.at), policies).orElse(List.of());
        // The id may name a later generation than these facts give, so the rung and its instant identify the edge.
        var sameEdge = Edges.of(clocks).stream()
                .filter(each -> each.reachesRung() && isOfSameRung(each) && each.at().equals(edge.at));
        var cause = sameEdge.findFirst()
                .flatMap(each -> clocks.stream().filter(clock -> clock.is(each.metric(), each.cycle())).findFirst())
                .map(clock -> RiskCause.of(clock, authors, edge.at, language)).orElse(null);
        return new BoardUpdate(id, ticketId, number, customer, subject, edge, cause, asOf);
    }

    private boolean isOfSameRung(Edge other) {
        return other.metric().name().equals(edge.metric) && Integer.valueOf(other.cycle()).equals(edge.cycle)
                && other.percent() == (edge.percent == null ? Edge.BREACH : edge.percent);
    }

    private static ClockChange change(SlaEvent event) {
        return switch (event) {
            case SlaAssigned it -> ClockChange.ofTicket(ClockChangeKind.ASSIGNED, it.assignedAt());
            case SlaWarned it ->
                new ClockChange(ClockChangeKind.WARNING, it.metric(), it.cycle(), it.percent(), it.warnAt(), null);
            case SlaBreached it -> ClockChange.of(ClockChangeKind.BREACH, it.metric(), it.cycle(), it.dueAt());
            case SlaMet it -> ClockChange.of(ClockChangeKind.MET, it.metric(), it.cycle(), it.metAt());
            case SlaCycleStarted it -> ClockChange.ofTicket(ClockChangeKind.STARTED, it.startedAt());
            case SlaPaused it -> ClockChange.ofTicket(ClockChangeKind.PAUSED, it.pausedAt());
            case SlaResumed it -> ClockChange.ofTicket(ClockChangeKind.RESUMED, it.resumedAt());
            case SlaRescheduled it -> new ClockChange(ClockChangeKind.RESCHEDULED, it.metric(), it.cycle(), null,
                    it.rescheduledAt(), it.withdrawn().isEmpty() ? null : it.withdrawn());
            case SlaCancelled it -> ClockChange.of(ClockChangeKind.CANCELLED, it.metric(), it.cycle(), it.cancelledAt());
            case SlaTermsChanged it -> ClockChange.ofTicket(ClockChangeKind.TERMS, it.changedAt());
        };
    }

    private static @Nullable String subject(SlaEvent event) {
        return switch (event) {
            case SlaAssigned it -> it.subject();
            case SlaWarned it -> it.subject();
            case SlaBreached it -> it.subject();
            case SlaRescheduled it -> it.subject();
            default -> null;
        };
    }
}
