package io.amparo.ticket.state;

import io.amparo.events.Topic;
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
import io.amparo.events.sla.SlaEvent;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.starter.EventHandlers;
import io.amparo.ticket.sla.Sla;
import io.amparo.ticket.sla.Sla.PauseRule;
import io.amparo.ticket.state.ReachedRungs.Rung;
import io.amparo.ticket.state.SlaViewUpdates.ClockSnapshot;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Consumes amparo.sla. Each event is applied once per causation id. */
@ReadsEvents
@Configuration
class SlaEventsConsumer {
    /** Percentage of the budget. */
    private static final int BREACH = 100;

    @Bean
    TopicHandler onSlaEvents(EventHandlers handlers, TicketStates states, NextDueListener lists) {
        return handlers.into(states, Topic.SLA,
                event -> event.data() instanceof SlaEvent slaEvent
                        ? change(slaEvent)
                                .map(change -> states.slaUpdate(slaEvent.ticketId(), event.cause(), event.sequence(), change))
                        : Optional.empty(),
                ticketIds -> lists.showNext(states.nextDue(ticketIds)));
    }

    /** Returns how an event changes the state of its ticket; empty if it does not. */
    private static Optional<UnaryOperator<TicketState>> change(SlaEvent event) {
        return Optional.ofNullable(switch (event) {
            case SlaAssigned assigned -> state -> state.assign(SlaViewUpdates.assigned(assigned.plan(), assigned.planVersion(),
                    assigned.calendar(), assigned.zone(), toRules(assigned.pauseRules()), toSnapshots(assigned.clocks())));
            case SlaWarned warned -> reached(new Rung(warned.metric(), warned.cycle(), warned.percent(), warned.warnAt()),
                    sla -> SlaViewUpdates.warned(sla, warned.metric(), warned.cycle()));
            case SlaBreached breached -> reached(new Rung(breached.metric(), breached.cycle(), BREACH, breached.dueAt()),
                    sla -> SlaViewUpdates.breached(sla, breached.metric(), breached.cycle()));
            case SlaMet met -> changed(sla -> SlaViewUpdates.met(sla, met.metric(), met.cycle(), met.late(), met.consumed()));
            case SlaPaused paused -> changed(sla -> SlaViewUpdates.paused(sla, paused.status(), toSnapshots(paused.clocks())));
            case SlaCycleStarted started -> changed(sla -> SlaViewUpdates.updated(sla, toSnapshots(started.clocks())));
            case SlaResumed resumed -> changed(sla -> SlaViewUpdates.updated(sla, toSnapshots(resumed.clocks())));
            case SlaRescheduled moved ->
                withdrawn(moved.metric(), moved.cycle(), moved.withdrawn(), sla -> SlaViewUpdates.rescheduled(sla, moved.plan(),
                        moved.planVersion(), moved.calendar(), moved.zone(), toRules(moved.pauseRules()), toSnapshot(moved)));
            case SlaTermsChanged terms -> newPlan(terms)
                    .map(plan -> changed(
                            sla -> SlaViewUpdates.planChanged(sla, plan.id(), plan.version(), toRules(terms.pauseRules()))))
                    .orElse(null);
            case SlaCancelled cancelled -> withdrawn(cancelled.metric(), cancelled.cycle(), cancelled.withdrawn(),
                    sla -> SlaViewUpdates.cancelled(sla, cancelled.metric(), cancelled.cycle()));
        });
    }

    private static UnaryOperator<TicketState> changed(UnaryOperator<Sla> change) {
        return state -> state.withSla(change, UnaryOperator.identity());
    }

    private static UnaryOperator<TicketState> reached(Rung rung, UnaryOperator<Sla> change) {
        return state -> state.withSla(change, rungs -> rungs.reach(rung));
    }

    private static UnaryOperator<TicketState> withdrawn(String metric, int cycle, List<Integer> percents,
            UnaryOperator<Sla> change) {
        return state -> state.withSla(change, rungs -> rungs.withdraw(metric, cycle, percents));
    }

    private static List<ClockSnapshot> toSnapshots(List<SlaEvent.Clock> clocks) {
        return clocks.stream().map(clock -> new ClockSnapshot(clock.metric(), clock.cycle(), clock.state(), clock.budget(),
                clock.consumed(), clock.dueAt())).toList();
    }

    private static @Nullable List<PauseRule> toRules(@Nullable List<io.amparo.events.PauseRule> rules) {
        return rules == null
                ? null
                : rules.stream().map(rule -> new PauseRule(rule.status(), rule.metrics(), rule.longestPause())).toList();
    }

    private static ClockSnapshot toSnapshot(SlaRescheduled event) {
        return new ClockSnapshot(event.metric(), event.cycle(), event.state(), event.budget(), event.consumed(), event.to());
    }

    private record PlanReference(String id, int version) {}

    /** Returns the plan that applies from now on; empty at the opening, because SlaAssigned follows with the plan. */
    private static Optional<PlanReference> newPlan(SlaTermsChanged changed) {
        if (changed.terms().stream().anyMatch(term -> term.term().equals("OPENED"))) return Optional.empty();
        return changed.terms().reversed().stream().filter(term -> term.term().equals("PLAN")).findFirst().map(term -> {
            int separator = term.value().lastIndexOf('/');
            return new PlanReference(term.value().substring(0, separator),
                    Integer.parseInt(term.value().substring(separator + 1)));
        });
    }
}
