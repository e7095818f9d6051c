package io.amparo.sla.clock;

import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.clock.Fact.What;
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
final class Situation {
    /** Value of a STATUS fact for a reopened ticket. Another event carries the actual status. */
    static final String REOPENED = "REOPENED";
    private static final Set<String> OVER = Set.of("RESOLVED", "CLOSED");
    private static final Set<String> OFF = Set.of("REFUSED", "DECLINED");

    private final Policies policies;
    private final Map<String, CalendarVersion> newer = new HashMap<>();
    private String kind = "", priority = "", status = "OPEN", bug = "";
    private boolean answered, fixed, split;
    private final Set<String> questions = new HashSet<>();
    private List<Cover> covers = List.of();
    private final TreeSet<Instant> turns = new TreeSet<>();
    private @Nullable Instant supportEnds;
    private @Nullable SlaPlan plan;
    private String tzdata;

    Situation(Policies policies, String tzdata) {
        this.policies = policies;
        this.tzdata = tzdata;
    }

    /** Whether no further facts are expected for a ticket in this status. */
    static boolean isFinal(String status) {
        return OFF.contains(status) || status.equals("CLOSED");
    }

    static CalendarVersion calendar(String value) {
        int slash = value.lastIndexOf('/');
        return new CalendarVersion(value.substring(0, slash), Integer.parseInt(value.substring(slash + 1)));
    }

    static Optional<SlaPlan> plan(String value, Policies policies) {
        var named = calendar(value);
        return policies.plan(named.id(), named.version());
    }

    void learn(Fact fact) {
        var value = fact.value();
        switch (fact.what()) {
            case OPENED, KIND -> kind = value;
            case PRIORITY -> priority = value;
            case PLAN -> {
                plan = plan(value, policies).orElseThrow();
                newer.clear();
            }
            case STATUS -> moved(value);
            case REPLIED -> {
                answered = true;
                split = false;
                questions.clear();
            }
            case ASKED -> {
                split = false;
                questions.add(value);
            }
            case SPLIT -> split = questions.removeAll(List.of(value.split(" "))) && questions.isEmpty() || split;
            case COVER -> {
                covers = Cover.all(value);
                turned();
            }
            case SUPPORT -> {
                supportEnds = value.isEmpty() ? null : Instant.parse(value);
                turned();
            }
            case CALENDAR -> {
                var named = calendar(value);
                if (named.version() == 0)
                    newer.remove(named.id());
                else
                    newer.put(named.id(), named);
            }
            case BUG -> {
                bug = value;
                fixed = false;
            }
            case FIXED -> fixed = true;
            case TZDATA -> tzdata = value;
            case PRODUCT, CONTRACT, PASSED_OVER, AGREED -> { /* used by the engine only */ }
        }
    }

    private void moved(String to) {
        if (!to.equals(REOPENED))
            status = to;
        else if (over()) status = "IN_PROGRESS";
        if (!over()) return;
        answered = true;
        questions.clear();
    }

    String status() {
        return status;
    }

    boolean over() {
        return OVER.contains(status);
    }

    boolean beginsAnewWhenReopened() {
        return plan != null && plan.reopening() == SlaPlan.Reopening.NEW_CYCLE;
    }

    Optional<Objective> objective(Metric metric) {
        if (plan == null) return Optional.empty();
        var raised = metric == Metric.RESOLUTION && !bug.isEmpty() ? plan.qualifiedBugPriority() : null;
        var counted = raised != null && raised.compareTo(priority) < 0 ? raised : priority;
        return plan.objective(kind, counted, metric).or(() -> plan.objective(kind, priority, metric));
    }

    /** Returns the code of the reason why a clock may not run, null if it may. */
    @Nullable
    String barred(Metric metric, Instant at) {
        if (OFF.contains(status)) return status;
        if (supportEnds != null && !at.isBefore(supportEnds)) return "END_OF_LIFE";
        if (metric == Metric.FIX_DELIVERED && bug.isEmpty()) return "BUG_DISQUALIFIED";
        if (metric == Metric.NEXT_RESPONSE && split) return "SPLIT";
        return objective(metric).isEmpty() ? "NOT_PROMISED" : null;
    }

    boolean met(Metric metric, List<Fact> news) {
        return switch (metric) {
            case NEXT_RESPONSE -> over() || questions.isEmpty();
            case PERIODIC_UPDATE -> over() || news.stream().anyMatch(fact -> fact.what() == What.REPLIED);
            default -> !owes(metric);
        };
    }

    boolean owes(Metric metric) {
        return switch (metric) {
            case FIRST_RESPONSE -> !answered;
            // Until the first response, FIRST_RESPONSE is the only response objective.
            case NEXT_RESPONSE -> !questions.isEmpty() && !over() && (answered || objective(Metric.FIRST_RESPONSE).isEmpty());
            case PERIODIC_UPDATE, RESOLUTION -> !over();
            case FIX_DELIVERED -> !bug.isEmpty() && !fixed && !over();
        };
    }

    PublishedCalendar calendar(Objective objective, Instant at) {
        var counted = plan == null
                ? objective.calendar()
                : plan.packageCalendars().stream()
                        .filter(each -> covers.stream()
                                .anyMatch(cover -> cover.code().equals(each.packageCode()) && cover.at(at)))
                        .map(SlaPlan.PackageCalendar::calendar).findFirst().orElse(objective.calendar());
        var version = newer.getOrDefault(counted.id(), counted);
        return policies.calendar(version.id(), version.version(), tzdata).orElseThrow();
    }

    /** Returns the next instant at which the state changes without a fact, null for none. */
    @Nullable
    Instant turn(Instant after) {
        return turns.higher(after);
    }

    private void turned() {
        turns.clear();
        for (var cover : covers) turns.addAll(List.of(cover.from(), cover.to()));
        if (supportEnds != null) turns.add(supportEnds);
    }
}
