package io.amparo.sla.plan;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.amparo.events.PauseRule;
import io.amparo.events.sladefinition.SlaDefinitionEvent;
import io.amparo.events.sladefinition.SlaDefinitionEvent.SlaPlanPublished;
import io.amparo.sla.plan.CalendarVersion;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One version of an SLA plan: a set of objectives, immutable after publication.
 *
 * @param objectives at most one per ticket kind, priority and metric
 * @param packageCalendars while the customer has one of these packages, the plan uses its calendar; the first match wins (R6.3)
 * @param qualifiedBugPriority priority whose resolution objective applies to a qualified bug, if higher than the ticket's own
 *     (R5.3)
 */
public record SlaPlan(String id, int version, String name, List<Objective> objectives, Reopening reopening,
        List<PackageCalendar> packageCalendars, @Nullable String qualifiedBugPriority, Instant publishedAt) {
    static final Set<String> KINDS = Arrays.stream(SupportKind.values()).map(SupportKind::name).collect(toUnmodifiableSet());
    /** Ticket priorities; P1 is the highest. */
    public static final Set<String> PRIORITIES = Set.of("P1", "P2", "P3", "P4");

    /** What happens to the clocks of a reopened ticket: they resume, or a new cycle starts. */
    public enum Reopening {
        RESUME, NEW_CYCLE
    }

    /** The calendar that an Advisor package switches the plan to. */
    public record PackageCalendar(String packageCode, CalendarVersion calendar) {}

    public SlaPlan {
        objectives = List.copyOf(objectives);
        packageCalendars = List.copyOf(packageCalendars);
        if (objectives.isEmpty()) throw new IllegalArgumentException("plan has no objectives");
        var keys = new HashSet<List<Object>>();
        for (var objective : objectives) {
            if (!hasClocks(objective.kind()))
                throw new IllegalArgumentException("ticket kind has no SLA: " + objective.kind() + " (R5.6)");
            if (!keys.add(List.of(objective.kind(), objective.priority(), objective.metric())))
                throw new IllegalArgumentException("duplicate objective: " + objective);
        }
    }

    public PlanVersion reference() {
        return new PlanVersion(id, version);
    }

    public static boolean hasClocks(String kind) {
        return KINDS.contains(kind);
    }

    public Optional<Objective> objective(String kind, String priority, Metric metric) {
        for (var o : objectives)
            if (o.metric() == metric && o.kind().equals(kind) && o.priority().equals(priority)) return Optional.of(o);
        return Optional.empty();
    }

    /** Returns the objective of a ticket: a qualified bug can raise the priority of its resolution. */
    public Optional<Objective> objective(String kind, String priority, boolean hasQualifiedBug, Metric metric) {
        var raised = metric == Metric.RESOLUTION && hasQualifiedBug ? qualifiedBugPriority : null;
        var effective = raised != null && raised.compareTo(priority) < 0 ? raised : priority;
        return objective(kind, effective, metric).or(() -> objective(kind, priority, metric));
    }

    /** Returns which statuses pause which clocks of a ticket (R1.3), by status; empty if the plan has no objective for it. */
    public List<PauseRule> pauseRules(String kind, String priority, boolean hasQualifiedBug) {
        var rules = new ArrayList<PauseRule>();
        for (var status : PauseStatus.values()) {
            var metrics = new TreeMap<String, List<String>>();
            for (var metric : Metric.values())
                objective(kind, priority, hasQualifiedBug, metric).filter(each -> each.pauseStatuses().contains(status.name()))
                        .ifPresent(
                                each -> metrics.computeIfAbsent(Objects.toString(each.longestPause(), ""), _ -> new ArrayList<>())
                                        .add(metric.name()));
            metrics.forEach((longest, paused) -> rules
                    .add(new PauseRule(status.name(), List.copyOf(paused), longest.isEmpty() ? null : longest)));
        }
        return rules;
    }

    /** Returns the codes of the packages that switch the calendar. */
    public Set<String> calendarPackages() {
        return packageCalendars.stream().map(PackageCalendar::packageCode).collect(Collectors.toSet());
    }

    /** Returns all calendar versions that this plan can use. */
    public Set<CalendarVersion> calendars() {
        var all = new LinkedHashSet<CalendarVersion>();
        for (var objective : objectives) all.add(objective.calendar());
        for (var each : packageCalendars) all.add(each.calendar());
        return all;
    }

    public static SlaPlan of(SlaPlanPublished event) {
        var packageCalendars = event.packageCalendars() == null
                ? List.<PackageCalendar>of()
                : event.packageCalendars().stream().map(each -> new PackageCalendar(each.packageCode(),
                        new CalendarVersion(each.calendarId(), each.calendarVersion()))).toList();
        return new SlaPlan(event.planId(), event.version(), event.name(), event.objectives().stream().map(Objective::of).toList(),
                event.reopening() == null ? Reopening.RESUME : Reopening.valueOf(event.reopening()), packageCalendars,
                event.qualifiedBugPriority(), event.publishedAt());
    }

    public SlaPlanPublished event() {
        var eventCalendars = packageCalendars.stream().map(each -> new SlaDefinitionEvent.PackageCalendar(each.packageCode(),
                each.calendar().id(), each.calendar().version())).toList();
        return new SlaPlanPublished(id, version, name, objectives.stream().map(Objective::event).toList(), publishedAt,
                reopening == Reopening.RESUME ? null : reopening.name(), eventCalendars.isEmpty() ? null : eventCalendars,
                qualifiedBugPriority);
    }
}
