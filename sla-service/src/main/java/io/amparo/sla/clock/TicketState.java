package io.amparo.sla.clock;

import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.ledger.PackagePeriod;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFact.CalendarChanged;
import io.amparo.sla.ledger.TicketFact.ContractPlanNamed;
import io.amparo.sla.ledger.TicketFact.CustomerAsked;
import io.amparo.sla.ledger.TicketFact.FixDelivered;
import io.amparo.sla.ledger.TicketFact.KindChanged;
import io.amparo.sla.ledger.TicketFact.MessagesSplit;
import io.amparo.sla.ledger.TicketFact.Opened;
import io.amparo.sla.ledger.TicketFact.PackagesChanged;
import io.amparo.sla.ledger.TicketFact.PlanChanged;
import io.amparo.sla.ledger.TicketFact.PriorityChanged;
import io.amparo.sla.ledger.TicketFact.ProductNamed;
import io.amparo.sla.ledger.TicketFact.QualifiedBugChanged;
import io.amparo.sla.ledger.TicketFact.StatusChanged;
import io.amparo.sla.ledger.TicketFact.SupportEndChanged;
import io.amparo.sla.ledger.TicketFact.SwitchSkipped;
import io.amparo.sla.ledger.TicketFact.TermsOverridden;
import io.amparo.sla.ledger.TicketFact.TzdataChanged;
import io.amparo.sla.ledger.TicketFact.VendorReplied;
import io.amparo.sla.plan.CalendarVersion;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Objective;
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
    /** Code of a clock that the end of support of the product cancels. */
    public static final String END_OF_LIFE = "END_OF_LIFE";
    private static final Set<String> RESOLVED_STATUSES = Set.of("RESOLVED", "CLOSED");
    private static final Set<String> REJECTED_STATUSES = Set.of("REFUSED", "DECLINED");

    private final Policies policies;
    private final Map<String, CalendarVersion> newerCalendars = new HashMap<>();
    private String kind = "", priority = "", status = "OPEN";
    private boolean answered, fixed, split;
    private final Set<String> openQuestions = new HashSet<>();
    private List<PackagePeriod> packagePeriods = List.of();
    private final TreeSet<Instant> transitions = new TreeSet<>();
    private @Nullable Instant supportEndsAt;
    private @Nullable String bug;
    private @Nullable SlaPlan plan;
    private String tzdata;

    TicketState(Policies policies, String tzdata) {
        this.policies = policies;
        this.tzdata = tzdata;
    }

    void apply(TicketFact fact) {
        switch (fact) {
            case Opened it -> kind = it.kind();
            case KindChanged it -> kind = it.kind();
            case PriorityChanged it -> priority = it.priority();
            case PlanChanged it -> {
                plan = policies.plan(it.plan()).orElseThrow();
                newerCalendars.clear();
            }
            case StatusChanged it -> changeStatus(it);
            case VendorReplied _ -> {
                answered = true;
                split = false;
                openQuestions.clear();
            }
            case CustomerAsked it -> {
                split = false;
                it.messageIds().forEach(openQuestions::add);
            }
            case MessagesSplit it -> split = openQuestions.removeAll(it.messageIds()) && openQuestions.isEmpty() || split;
            case PackagesChanged it -> {
                packagePeriods = it.periods();
                updateTransitions();
            }
            case SupportEndChanged it -> {
                supportEndsAt = it.end();
                updateTransitions();
            }
            case CalendarChanged it -> changeCalendar(it.calendar());
            case QualifiedBugChanged it -> {
                bug = it.bug();
                fixed = false;
            }
            case FixDelivered _ -> fixed = true;
            case TzdataChanged it -> tzdata = it.version();
            case ProductNamed _,ContractPlanNamed _,SwitchSkipped _,TermsOverridden _ -> { /* used by the engine only */ }
        }
    }

    private void changeCalendar(CalendarVersion version) {
        if (version.version() == 0)
            newerCalendars.remove(version.id());
        else
            newerCalendars.put(version.id(), version);
    }

    private void changeStatus(StatusChanged change) {
        if (!change.isReopening())
            status = change.status();
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
        return plan == null ? Optional.empty() : plan.objective(kind, priority, bug != null, metric);
    }

    /** Returns the code of the reason why a clock may not run, null if it may. */
    @Nullable
    String blockedBy(Metric metric, Instant at) {
        if (REJECTED_STATUSES.contains(status)) return status;
        if (supportEndsAt != null && !at.isBefore(supportEndsAt)) return END_OF_LIFE;
        if (metric == Metric.FIX_DELIVERED && bug == null) return "BUG_DISQUALIFIED";
        if (metric == Metric.NEXT_RESPONSE && split) return "SPLIT";
        return objective(metric).isEmpty() ? "NOT_PROMISED" : null;
    }

    boolean isMet(Metric metric, List<TicketFact> newFacts) {
        return switch (metric) {
            case NEXT_RESPONSE -> isResolvedOrClosed() || openQuestions.isEmpty();
            case PERIODIC_UPDATE -> isResolvedOrClosed() || newFacts.stream().anyMatch(fact -> fact instanceof VendorReplied);
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
            case FIX_DELIVERED -> bug != null && !fixed && !isResolvedOrClosed();
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
