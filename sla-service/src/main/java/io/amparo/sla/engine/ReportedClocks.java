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
import io.amparo.events.sla.SlaEvent.SlaTermsChanged;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.sla.clock.ReportedClock;
import io.amparo.sla.clock.SlaClock.Key;
import io.amparo.sla.clock.ClockState;
import io.amparo.sla.plan.Metric;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** The clocks of a ticket as a consumer knows them that has applied all events of the ticket in order. */
final class ReportedClocks {
    private final Map<Key, ReportedClock> clocks;

    ReportedClocks(Map<Key, ReportedClock> clocks) {
        this.clocks = new LinkedHashMap<>(clocks);
    }

    Map<Key, ReportedClock> clocks() {
        return clocks;
    }

    void apply(SlaEvent event) {
        switch (event) {
            case SlaAssigned it -> put(it.clocks(), false);
            case SlaCycleStarted it -> put(it.clocks(), false);
            case SlaPaused it -> put(it.clocks(), true);
            case SlaResumed it -> put(it.clocks(), false);
            case SlaWarned it ->
                change(it.metric(), it.cycle(), state -> state == ClockState.RUNNING ? ClockState.AT_RISK : state);
            case SlaBreached it -> change(it.metric(), it.cycle(), ReportedClocks::breach);
            case SlaRescheduled it -> clocks.computeIfPresent(key(it.metric(), it.cycle()),
                    (_, known) -> new ReportedClock(ClockState.valueOf(it.state()), it.to(), known.paused()));
            case SlaMet it -> end(it.metric(), it.cycle(), it.late() ? ClockState.MISSED : ClockState.MET);
            case SlaCancelled it -> end(it.metric(), it.cycle(), ClockState.CANCELLED);
            case SlaTermsChanged _ -> { /* changes no clock by itself */ }
        }
    }

    /** Whether the clock has started and is not cancelled. */
    boolean isStarted(Key key) {
        var known = clocks.get(key);
        return known != null && known.state() != ClockState.CANCELLED;
    }

    /** Whether the last pause of the clock has no end yet. */
    boolean isPaused(Key key) {
        var known = clocks.get(key);
        return known != null && known.paused();
    }

    private void put(List<SlaEvent.Clock> snapshots, boolean paused) {
        for (var it : snapshots)
            clocks.put(key(it.metric(), it.cycle()), new ReportedClock(ClockState.valueOf(it.state()), it.dueAt(), paused));
    }

    /** A late fact may change a clock whose start is not reported yet; the start follows. */
    private void change(String metric, int cycle, UnaryOperator<ClockState> change) {
        clocks.computeIfPresent(key(metric, cycle), (_, known) -> known.with(change.apply(known.state())));
    }

    private void end(String metric, int cycle, ClockState end) {
        clocks.compute(key(metric, cycle), (_, known) -> known == null ? new ReportedClock(end, null, false) : known.with(end));
    }

    /** A clock that has ended stays so. A fact that arrived late may show that it was met late. */
    private static ClockState breach(ClockState state) {
        return switch (state) {
            case MET, MISSED -> ClockState.MISSED;
            case CANCELLED -> state;
            case RUNNING, AT_RISK, BREACHED, PAUSED -> ClockState.BREACHED;
        };
    }

    private static Key key(String metric, int cycle) {
        return new Key(Metric.valueOf(metric), cycle);
    }
}
