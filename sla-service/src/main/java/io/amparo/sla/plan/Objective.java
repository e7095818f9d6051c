package io.amparo.sla.plan;

import io.amparo.events.slapolicy.SlaPolicyEvent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One promise of a plan for one kind and priority of ticket.
 *
 * @param calendar      names an exact version, so that a plan's version says all there is to say
 * @param pauseStatuses ticket statuses in which this clock stands still
 * @param warnings      percent of the budget at which to warn
 */
public record Objective(String kind, String priority, Metric metric, Duration budget, CalendarVersion calendar,
        Set<String> pauseStatuses, List<Integer> warnings) {

    /** An exact version of a calendar. */
    public record CalendarVersion(String id, int version) {}

    public Objective {
        if (!budget.isPositive()) throw new IllegalArgumentException("a budget must be positive: " + budget);
        if (warnings.stream().anyMatch(percent -> percent < 1 || percent > 99))
            throw new IllegalArgumentException("warnings lie between 1 and 99 percent: " + warnings);
        pauseStatuses = Set.copyOf(pauseStatuses);
        warnings = warnings.stream().sorted().distinct().toList();
    }

    static Objective of(SlaPolicyEvent.Objective event) {
        return new Objective(event.kind(), event.priority(), Metric.valueOf(event.metric()), Duration.parse(event.budget()),
                new CalendarVersion(event.calendarId(), event.calendarVersion()), Set.copyOf(event.pauseStatuses()),
                event.warnings());
    }

    SlaPolicyEvent.Objective event() {
        return new SlaPolicyEvent.Objective(kind, priority, metric.name(), budget.toString(), calendar.id, calendar.version,
                List.copyOf(new TreeSet<>(pauseStatuses)), warnings);
    }
}
