package io.amparo.sla.plan;

import static java.util.stream.Collectors.toMap;

import io.amparo.events.slapolicy.SlaPolicyEvent;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One promise of a plan for one kind and priority of ticket.
 *
 * @param calendar names an exact version, so that a plan's version says all there is to say
 * @param pauseStatuses ticket statuses in which this clock stands still
 * @param longestPause after so much plain time, weekends and nights included, a pause ends by itself; null for never
 * @param ladder at how much of the budget who is told, lowest first; the promise is broken at 100 percent, with or without a rung
 */
public record Objective(String kind, String priority, Metric metric, Duration budget, CalendarVersion calendar,
        Set<String> pauseStatuses, @Nullable Duration longestPause, List<Rung> ladder) {
    /** Statuses in which a clock may stand still; a ticket cannot be opened on a standing clock. */
    public static final Set<String> PAUSES = Set.of("IN_PROGRESS", "WAITING_CUSTOMER", "WAITING_VENDOR");
    /** Whom a rung may tell. */
    public static final Set<String> TOLD = Set.of("owner", "agent", "manager", "product-manager", "admin");
    private static final int TOP = 1_000;

    /** An exact version of a calendar. */
    public record CalendarVersion(String id, int version) {}

    /** One step of the ladder; a warning is a rung that tells nobody in particular. */
    public record Rung(int percent, List<String> to) {
        public Rung {
            if (percent < 1 || percent > TOP)
                throw new IllegalArgumentException("not between 1 and " + TOP + " percent: " + percent);
            if (!TOLD.containsAll(to)) throw new IllegalArgumentException("nobody that could be told: " + to);
            to = List.copyOf(new TreeSet<>(to));
        }
    }

    public Objective {
        if (!budget.isPositive()) throw new IllegalArgumentException("a budget must be positive: " + budget);
        if (longestPause != null && !longestPause.isPositive())
            throw new IllegalArgumentException("a pause must be positive: " + longestPause);
        if (!PAUSES.containsAll(pauseStatuses)) throw new IllegalArgumentException("no clock stands in " + pauseStatuses);
        pauseStatuses = Set.copyOf(pauseStatuses);
        ladder = merged(ladder);
    }

    private static List<Rung> merged(List<Rung> rungs) {
        return rungs.stream()
                .collect(toMap(Rung::percent, Rung::to, (a, b) -> Stream.concat(a.stream(), b.stream()).toList(), TreeMap::new))
                .entrySet().stream().map(rung -> new Rung(rung.getKey(), rung.getValue())).toList();
    }

    /** Percents at which to warn, before the promise is broken. */
    public static List<Rung> warnings(List<Integer> percents) {
        if (percents.stream().anyMatch(percent -> percent < 1 || percent > 99))
            throw new IllegalArgumentException("warnings lie between 1 and 99 percent: " + percents);
        return percents.stream().map(percent -> new Rung(percent, List.of())).toList();
    }

    /** Whom to tell at this percentage. */
    public List<String> to(int percent) {
        return ladder.stream().filter(rung -> rung.percent == percent).findFirst().map(Rung::to).orElse(List.of());
    }

    static Objective of(SlaPolicyEvent.Objective event) {
        var rungs = Stream.concat(warnings(event.warnings()).stream(),
                event.ladder() == null ? Stream.of() : event.ladder().stream().map(rung -> new Rung(rung.percent(), rung.to())))
                .toList();
        return new Objective(event.kind(), event.priority(), Metric.valueOf(event.metric()), Duration.parse(event.budget()),
                new CalendarVersion(event.calendarId(), event.calendarVersion()), new HashSet<>(event.pauseStatuses()),
                event.longestPause() == null ? null : Duration.parse(event.longestPause()), rungs);
    }

    SlaPolicyEvent.Objective event() {
        var parted = parted();
        return new SlaPolicyEvent.Objective(kind, priority, metric.name(), budget.toString(), calendar.id, calendar.version,
                List.copyOf(new TreeSet<>(pauseStatuses)), parted.get(false).stream().map(Rung::percent).toList(),
                longestPause == null ? null : longestPause.toString(),
                parted.get(true).isEmpty()
                        ? null
                        : parted.get(true).stream().map(rung -> new SlaPolicyEvent.Rung(rung.percent, rung.to)).toList());
    }

    /** The ladder as it is written: rungs that tell somebody (true), and warnings. */
    Map<Boolean, List<Rung>> parted() {
        return Map.of(true, ladder.stream().filter(rung -> !rung.to.isEmpty()).toList(), false,
                ladder.stream().filter(rung -> rung.to.isEmpty()).toList());
    }
}
