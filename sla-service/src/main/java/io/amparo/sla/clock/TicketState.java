package io.amparo.sla.clock;

import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.ledger.Fact;
import io.amparo.sla.ledger.Fact.What;
import io.amparo.sla.ledger.PackagePeriod;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Objective;
import io.amparo.sla.plan.Objective.CalendarVersion;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The state of a ticket after some of its facts, and which objectives are due in it. */
public final class TicketState {
    /** Value of a STATUS fact for a reopened ticket. Another event carries the actual status. */
    public static final String REOPENED = "REOPENED";
    private static final Set<String> RESOLVED_STATUSES = Set.of("RESOLVED", "CLOSED");
    private static final Set<String> REJECTED_STATUSES = Set.of("REFUSED", "DECLINED");

    private final Policies policies;
    private final Map<String, CalendarVersion> newerCalendars = new HashMap<>();
    private String kind = "", priority = "", status = "OPEN", bug = "";
    private boolean answered, fixed, split;
    private final Set<String> openQuestions = new HashSet<>();
    private List<PackagePeriod> packagePeriods = List.of();
    private final TreeSet<Instant> transitions = new TreeSet<>();
    private @Nullable Instant supportEndsAt;
    private @Nullable SlaPlan plan;
    private String tzdata;

    TicketState(Policies policies, String tzdata) {
        this.policies = policies;
        this.tzdata = tzdata;
    }

    /** Whether no further facts are expected for a ticket in this status. */
    public static boolean isFinal(String status) {
        return REJECTED_STATUSES.contains(status) || status.equals("CLOSED");
    }

    public static CalendarVersion calendar(String value) {
        int slash = value.lastIndexOf('/');
        return new CalendarVersion(value.substring(0, slash), Integer.parseInt(value.substring(slash + 1)));
    }

    public static Optional<SlaPlan> findPlan(String value, Policies policies) {
        var version = calendar(value);
        return policies.plan(version.id(), version.version());
    }

    void apply(Fact fact) {
        var value = fact.value();
        switch (fact.what()) {
            case OPENED, KIND -> kind = value;
            case PRIORITY -> priority = value;
            case PLAN -> {
                plan = findPlan(value, policies).orElseThrow();
                newerCalendars.clear();
            }
            case STATUS -> changeStatus(value);
            case REPLIED -> {
                answered = true;
                split = false;
                openQuestions.clear();
            }
            case ASKED -> {
                split = false;
                openQuestions.add(value);
            }
            case SPLIT -> split = openQuestions.removeAll(List.of(value.split(" "))) && openQuestions.isEmpty() || split;
            case COVER -> {
                packagePeriods = PackagePeriod.parse(value);
                updateTransitions();
            }
            case SUPPORT -> {
                supportEndsAt = value.isEmpty() ? null : Instant.parse(value);
                updateTransitions();
            }
            case CALENDAR -> {
                var version = calendar(value);
                if (version.version() == 0)
                    newerCalendars.remove(version.id());
                else
                    newerCalendars.put(version.id(), version);
            }
            case BUG -> {
                bug = value;
                fixed = false;
            }
            case FIXED -> fixed = true;
            case TZDATA -> tzdata = value;
            case PRODUCT, CONTRACT, SKIPPED, AGREED -> { /* used by the engine only */ }
        }
    }

    private void changeStatus(String newStatus) {
        if (!newStatus.equals(REOPENED))
            status = newStatus;
        else if (isResolvedOrClosed()) status = "IN_PROGRESS";
        if (!isResolvedOrClosed()) return;
        answered = true;
        openQuestions.clear();
    }

    String status() {
        return status;
    }

    boolean isResolvedOrClosed() {
        return RESOLVED_STATUSES.contains(status);
    }

    boolean startsNewCycleWhenReopened() {
        return plan != null && plan.reopening() == SlaPlan.Reopening.NEW_CYCLE;
    }

    Optional<Objective> objective(Metric metric) {
        if (plan == null) return Optional.empty();
        var raisedPriority = metric == Metric.RESOLUTION && !bug.isEmpty() ? plan.qualifiedBugPriority() : null;
        var effectivePriority = raisedPriority != null && raisedPriority.compareTo(priority) < 0 ? raisedPriority : priority;
        return plan.objective(kind, effectivePriority, metric).or(() -> plan.objective(kind, priority, metric));
    }

    /** Returns the code of the reason why a clock may not run, null if it may. */
    @Nullable
    String blockedBy(Metric metric, Instant at) {
        if (REJECTED_STATUSES.contains(status)) return status;
        if (supportEndsAt != null && !at.isBefore(supportEndsAt)) return "END_OF_LIFE";
        if (metric == Metric.FIX_DELIVERED && bug.isEmpty()) return "BUG_DISQUALIFIED";
        if (metric == Metric.NEXT_RESPONSE && split) return "SPLIT";
        return objective(metric).isEmpty() ? "NOT_PROMISED" : null;
    }

    boolean isMet(Metric metric, List<Fact> newFacts) {
        return switch (metric) {
            case NEXT_RESPONSE -> isResolvedOrClosed() || openQuestions.isEmpty();
            case PERIODIC_UPDATE -> isResolvedOrClosed() || newFacts.stream().anyMatch(fact -> fact.what() == What.REPLIED);
            default -> !isDue(metric);
        };
    }

    boolean isDue(Metric metric) {
        return switch (metric) {
            case FIRST_RESPONSE -> !answered;
            // Until the first response, FIRST_RESPONSE is the only response objective.
            case NEXT_RESPONSE ->
                !openQuestions.isEmpty() && !isResolvedOrClosed() && (answered || objective(Metric.FIRST_RESPONSE).isEmpty());
            case PERIODIC_UPDATE, RESOLUTION -> !isResolvedOrClosed();
            case FIX_DELIVERED -> !bug.isEmpty() && !fixed && !isResolvedOrClosed();
        };
    }

    PublishedCalendar calendar(Objective objective, Instant at) {
        var planned = plan == null
                ? objective.calendar()
                : plan.packageCalendars().stream()
                        .filter(each -> packagePeriods.stream()
                                .anyMatch(period -> period.code().equals(each.packageCode()) && period.covers(at)))
                        .map(SlaPlan.PackageCalendar::calendar).findFirst().orElse(objective.calendar());
        var version = newerCalendars.getOrDefault(planned.id(), planned);
        return policies.calendar(version.id(), version.version(), tzdata).orElseThrow();
    }

    /** Returns the next instant at which the state changes without a fact, null for none. */
    @Nullable
    Instant nextTransition(Instant after) {
        return transitions.higher(after);
    }

    private void updateTransitions() {
        transitions.clear();
        for (var period : packagePeriods) transitions.addAll(List.of(period.from(), period.to()));
        if (supportEndsAt != null) transitions.add(supportEndsAt);
    }
}
