package io.amparo.sla.plan;

import io.amparo.events.slapolicy.SlaPolicyEvent;
import io.amparo.events.slapolicy.SlaPolicyEvent.SlaPlanPublished;
import io.amparo.sla.plan.Objective.CalendarVersion;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One version of a set of promises, never changed once it is published.
 *
 * @param packageCalendars while the customer has such a package, the plan counts in its calendar; the first wins (R6.3)
 * @param qualifiedBugPriority the resolution of a qualified bug is owed as at this priority, if it is the higher one (R5.3)
 */
public record SlaPlan(String id, int version, String name, List<Objective> objectives, Reopening reopening,
        List<PackageCalendar> packageCalendars, @Nullable String qualifiedBugPriority, Instant publishedAt) {
    /** Professional Support is for incidents and questions only (R5.6). */
    public static final Set<String> KINDS = Set.of("INCIDENT", "QUESTION");
    /** P1 is the highest. */
    public static final Set<String> PRIORITIES = Set.of("P1", "P2", "P3", "P4");

    /** Where the clocks of a ticket begin that is opened again. */
    public enum Reopening {
        RESUME, NEW_CYCLE
    }

    /** The calendar that comes with an Advisor package. */
    public record PackageCalendar(String packageCode, CalendarVersion calendar) {}

    public SlaPlan {
        objectives = List.copyOf(objectives);
        packageCalendars = List.copyOf(packageCalendars);
        if (objectives.isEmpty()) throw new IllegalArgumentException("a plan that promises nothing");
        var seen = new HashSet<List<Object>>();
        for (var objective : objectives) {
            if (!hasClocks(objective.kind()))
                throw new IllegalArgumentException("no clock for a " + objective.kind() + " (R5.6)");
            if (!seen.add(List.of(objective.kind(), objective.priority(), objective.metric())))
                throw new IllegalArgumentException("promised twice: " + objective);
        }
    }

    /** As others name it: {@code id/version}. */
    public String reference() {
        return id + "/" + version;
    }

    public static boolean hasClocks(String kind) {
        return KINDS.contains(kind);
    }

    public List<Objective> objectives(String kind, String priority) {
        return objectives.stream().filter(o -> o.kind().equals(kind) && o.priority().equals(priority)).toList();
    }

    public Optional<Objective> objective(String kind, String priority, Metric metric) {
        for (var o : objectives)
            if (o.metric() == metric && o.kind().equals(kind) && o.priority().equals(priority)) return Optional.of(o);
        return Optional.empty();
    }

    /** The packages that move its calendar. */
    public Set<String> moving() {
        return packageCalendars.stream().map(PackageCalendar::packageCode).collect(Collectors.toSet());
    }

    /** Every calendar that this plan may count in. */
    public Set<CalendarVersion> calendars() {
        var all = new LinkedHashSet<CalendarVersion>();
        for (var objective : objectives) all.add(objective.calendar());
        for (var each : packageCalendars) all.add(each.calendar());
        return all;
    }

    public static SlaPlan of(SlaPlanPublished event) {
        var switches = event.packageCalendars() == null
                ? List.<PackageCalendar>of()
                : event.packageCalendars().stream().map(each -> new PackageCalendar(each.packageCode(),
                        new CalendarVersion(each.calendarId(), each.calendarVersion()))).toList();
        return new SlaPlan(event.planId(), event.version(), event.name(), event.objectives().stream().map(Objective::of).toList(),
                event.reopening() == null ? Reopening.RESUME : Reopening.valueOf(event.reopening()), switches,
                event.qualifiedBugPriority(), event.publishedAt());
    }

    public SlaPlanPublished event() {
        var switches = packageCalendars.stream().map(
                each -> new SlaPolicyEvent.PackageCalendar(each.packageCode(), each.calendar().id(), each.calendar().version()))
                .toList();
        return new SlaPlanPublished(id, version, name, objectives.stream().map(Objective::event).toList(), publishedAt,
                reopening == Reopening.RESUME ? null : reopening.name(), switches.isEmpty() ? null : switches,
                qualifiedBugPriority);
    }
}
