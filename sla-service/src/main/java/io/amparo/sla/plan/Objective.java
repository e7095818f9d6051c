package io.amparo.sla.plan;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.amparo.events.sladefinition.SlaDefinitionEvent;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An SLA target of a plan, for one ticket kind, priority and metric.
 *
 * @param budget open time until the target is breached; positive
 * @param calendar an exact calendar version, so that a plan version is complete in itself
 * @param pauseStatuses ticket statuses that pause the clock
 * @param longestPause a pause ends after this elapsed time (not open time: weekends and nights count); null for no limit
 * @param ladder escalation levels in ascending percentage of the budget; the target is breached at 100 percent, with or without a
 *     rung
 */
public record Objective(String kind, String priority, Metric metric, Duration budget, CalendarVersion calendar,
        Set<String> pauseStatuses, @Nullable Duration longestPause, List<Rung> ladder) {
    public static final Set<String> PAUSE_STATUSES = Arrays.stream(PauseStatus.values()).map(PauseStatus::name)
            .collect(toUnmodifiableSet());
    /** Roles that a rung can notify. */
    public static final Set<String> RECIPIENTS = Set.of("owner", "agent", "manager", "product-manager", "admin");
    private static final int MAX_PERCENT = 1_000;

    /** An escalation level at a percentage of the budget. A warning is a rung without recipients. */
    public record Rung(int percent, List<String> recipients) {
        public Rung {
            if (percent < 1 || percent > MAX_PERCENT)
                throw new IllegalArgumentException("rung is not between 1 and " + MAX_PERCENT + " percent: " + percent);
            if (!RECIPIENTS.containsAll(recipients))
                throw new IllegalArgumentException("unknown recipients of a rung: " + recipients);
            recipients = List.copyOf(new TreeSet<>(recipients));
        }
    }

    public Objective {
        if (!budget.isPositive()) throw new IllegalArgumentException("budget is not positive: " + budget);
        if (longestPause != null && !longestPause.isPositive())
            throw new IllegalArgumentException("longest pause is not positive: " + longestPause);
        if (!PAUSE_STATUSES.containsAll(pauseStatuses))
            throw new IllegalArgumentException("not every status can pause a clock: " + pauseStatuses);
        pauseStatuses = Set.copyOf(pauseStatuses);
        ladder = mergeByPercent(ladder);
    }

    private static List<Rung> mergeByPercent(List<Rung> rungs) {
        return rungs.stream().collect(
                toMap(Rung::percent, Rung::recipients, (a, b) -> Stream.concat(a.stream(), b.stream()).toList(), TreeMap::new))
                .entrySet().stream().map(rung -> new Rung(rung.getKey(), rung.getValue())).toList();
    }

    /** Returns a rung without recipients for each percentage, 1 to 99. */
    public static List<Rung> warnings(List<Integer> percents) {
        if (percents.stream().anyMatch(percent -> percent < 1 || percent > 99))
            throw new IllegalArgumentException("warnings are not between 1 and 99 percent: " + percents);
        return percents.stream().map(percent -> new Rung(percent, List.of())).toList();
    }

    /** Returns the roles to notify at this percentage; empty if there are none. */
    public List<String> recipientsAt(int percent) {
        return ladder.stream().filter(rung -> rung.percent == percent).findFirst().map(Rung::recipients).orElse(List.of());
    }

    static Objective of(SlaDefinitionEvent.Objective event) {
        var rungs = Stream.concat(warnings(event.warnings()).stream(),
                event.ladder() == null ? Stream.of() : event.ladder().stream().map(rung -> new Rung(rung.percent(), rung.to())))
                .toList();
        return new Objective(event.kind(), event.priority(), Metric.valueOf(event.metric()), Duration.parse(event.budget()),
                new CalendarVersion(event.calendarId(), event.calendarVersion()), new HashSet<>(event.pauseStatuses()),
                event.longestPause() == null ? null : Duration.parse(event.longestPause()), rungs);
    }

    SlaDefinitionEvent.Objective event() {
        var split = splitByRecipients();
        return new SlaDefinitionEvent.Objective(kind, priority, metric.name(), budget.toString(), calendar.id(),
                calendar.version(), List.copyOf(new TreeSet<>(pauseStatuses)),
                split.get(false).stream().map(Rung::percent).toList(), longestPause == null ? null : longestPause.toString(),
                split.get(true).isEmpty()
                        ? null
                        : split.get(true).stream().map(rung -> new SlaDefinitionEvent.Rung(rung.percent, rung.recipients))
                                .toList());
    }

    /** Splits the ladder as JSON shows it: rungs with recipients (true) and warnings (false). */
    Map<Boolean, List<Rung>> splitByRecipients() {
        return Map.of(true, ladder.stream().filter(rung -> !rung.recipients.isEmpty()).toList(), false,
                ladder.stream().filter(rung -> rung.recipients.isEmpty()).toList());
    }
}
