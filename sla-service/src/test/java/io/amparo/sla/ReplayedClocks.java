package io.amparo.sla;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

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
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A consumer of {@code amparo.sla} that knows one ticket by its events alone: the state and the rungs of each clock. */
public final class ReplayedClocks {
    private static final int BREACH = 100;

    private final Map<String, String> states = new HashMap<>();
    private final Map<String, Instant> due = new HashMap<>();
    private final Map<String, Set<Integer>> reached = new HashMap<>();
    private final Map<String, Integer> generations = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private final Set<String> paused = new HashSet<>();

    /**
     * Fails if the event is a duplicate, reaches or withdraws a rung a second time, starts a started clock, pauses a paused or
     * unknown one, or resumes one that is not paused.
     */
    public void apply(String id, SlaEvent event) {
        assertThat(ids.add(id)).as("event id is new: " + id).isTrue();
        switch (event) {
            case SlaAssigned it -> put(it.clocks());
            case SlaCycleStarted it -> {
                assertThat(it.clocks()).as(id).isNotEmpty()
                        .allMatch(clock -> states.getOrDefault(key(clock), "CANCELLED").equals("CANCELLED"));
                it.clocks().forEach(clock -> paused.remove(key(clock)));
                put(it.clocks());
            }
            case SlaPaused it -> {
                assertThat(it.clocks()).as(id).isNotEmpty()
                        .allMatch(clock -> states.containsKey(key(clock)) && paused.add(key(clock)));
                put(it.clocks());
            }
            case SlaResumed it -> {
                assertThat(it.clocks()).as(id).isNotEmpty().allMatch(clock -> paused.remove(key(clock)));
                put(it.clocks());
            }
            case SlaWarned it -> {
                reach(id, it.ticketId(), key(it.metric(), it.cycle()), it.percent());
                states.replace(key(it.metric(), it.cycle()), "RUNNING", "AT_RISK");
            }
            case SlaBreached it -> {
                reach(id, it.ticketId(), key(it.metric(), it.cycle()), BREACH);
                // A clock that has ended stays so. A fact that arrived late may show that it was met late.
                states.computeIfPresent(key(it.metric(), it.cycle()), (_, state) -> switch (state) {
                    case "MET", "MISSED" -> "MISSED";
                    case "CANCELLED" -> state;
                    default -> "BREACHED";
                });
            }
            case SlaRescheduled it -> {
                withdraw(id, key(it.metric(), it.cycle()), it.withdrawn());
                if (states.replace(key(it.metric(), it.cycle()), it.state()) != null)
                    due.put(key(it.metric(), it.cycle()), it.to());
            }
            case SlaMet it -> states.put(key(it.metric(), it.cycle()), it.late() ? "MISSED" : "MET");
            case SlaCancelled it -> {
                withdraw(id, key(it.metric(), it.cycle()), it.withdrawn());
                states.put(key(it.metric(), it.cycle()), "CANCELLED");
            }
            case SlaTermsChanged _ -> { /* changes no clock by itself */ }
        }
    }

    private void put(List<SlaEvent.Clock> clocks) {
        for (var clock : clocks) {
            states.put(key(clock), clock.state());
            due.put(key(clock), clock.dueAt());
        }
    }

    private void reach(String id, String ticketId, String clock, int percent) {
        assertThat(rungs(clock).add(percent)).as(id + " reaches " + percent).isTrue();
        var edge = ticketId + "/" + clock + "/" + (percent == BREACH ? "breached" : "warned-" + percent);
        int generation = generations.merge(edge, 1, Integer::sum);
        assertThat(id).isEqualTo(generation == 1 ? edge : edge + "/" + generation);
    }

    private void withdraw(String id, String clock, List<Integer> percents) {
        for (var percent : percents) assertThat(rungs(clock).remove(percent)).as(id + " withdraws " + percent).isTrue();
    }

    private Set<Integer> rungs(String clock) {
        return reached.computeIfAbsent(clock, _ -> new TreeSet<>());
    }

    /** Returns the state of a clock; null if no event has named it. */
    public @Nullable String state(String metric, int cycle) {
        return states.get(key(metric, cycle));
    }

    /** Returns the due instant of a clock that has not ended; null during a pause without end. */
    public @Nullable Instant dueAt(String metric, int cycle) {
        return due.get(key(metric, cycle));
    }

    /** Returns {@code <objective>/<cycle>} of the clocks that are not cancelled. */
    public Set<String> notCancelled() {
        return states.entrySet().stream().filter(each -> !each.getValue().equals("CANCELLED")).map(Map.Entry::getKey)
                .collect(toSet());
    }

    /** Returns the percentages of the rungs that were emitted and not withdrawn. */
    public Set<Integer> reached(String metric, int cycle) {
        return rungs(key(metric, cycle));
    }

    private static String key(SlaEvent.Clock clock) {
        return key(clock.metric(), clock.cycle());
    }

    private static String key(String metric, int cycle) {
        return metric + "/" + cycle;
    }
}
