package io.amparo.sla.clock;

import io.amparo.sla.clock.SlaClock.Ended;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Objective;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All clocks of a ticket, as they follow from its ledger and the policies; nothing else goes in. */
public final class TicketClocks {
    private static final Set<String> OVER = Set.of("RESOLVED", "CLOSED");
    private static final Set<String> OFF = Set.of("REFUSED", "DECLINED");

    /** What is known after some of the facts. */
    private static final class Situation {
        private String kind = "", priority = "", status = "OPEN";
        private boolean answered;
        private @Nullable SlaPlan plan;

        void learn(Fact fact, Policies policies) {
            switch (fact.what()) {
                case OPENED -> kind = fact.value();
                case PRIORITY -> priority = fact.value();
                case PLAN -> plan = planOf(fact, policies).orElseThrow();
                case STATUS -> status = fact.value();
                case REPLIED -> answered = true;
            }
            answered |= OVER.contains(status);
        }

        Optional<Objective> objective(Metric metric) {
            return plan == null ? Optional.empty() : plan.objective(kind, priority, metric);
        }

        boolean met(Metric metric) {
            return switch (metric) {
                case FIRST_RESPONSE -> answered;
                case RESOLUTION -> OVER.contains(status);
            };
        }
    }

    /** Empty while a plan or calendar that the ledger names is not known yet: ask again later. */
    public static Optional<List<SlaClock>> of(Ledger ledger, Policies policies) {
        var plan = ledger.last(Fact.What.PLAN);
        if (!SlaPlan.hasClocks(ledger.value(Fact.What.OPENED))) return Optional.of(List.of());
        if (plan.isEmpty() || !known(ledger, policies)) return Optional.empty();
        var clocks = new ArrayList<SlaClock>();
        for (var metric : Metric.values()) clocks.addAll(new TicketClocks(metric, policies).follow(ledger));
        return Optional.of(clocks);
    }

    private static boolean known(Ledger ledger, Policies policies) {
        return ledger.facts().stream().filter(fact -> fact.what() == Fact.What.PLAN)
                .allMatch(fact -> planOf(fact, policies)
                        .filter(plan -> plan.objectives().stream().map(Objective::calendar).distinct()
                                .allMatch(calendar -> policies.calendar(calendar.id(), calendar.version()).isPresent()))
                        .isPresent());
    }

    private static Optional<SlaPlan> planOf(Fact fact, Policies policies) {
        int slash = fact.value().lastIndexOf('/');
        return policies.plan(fact.value().substring(0, slash), Integer.parseInt(fact.value().substring(slash + 1)));
    }

    private final Metric metric;
    private final Policies policies;
    private final List<SlaClock> clocks = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    private int cycle;
    private @Nullable Instant startedAt;
    private @Nullable Objective objective;

    private TicketClocks(Metric metric, Policies policies) {
        this.metric = metric;
        this.policies = policies;
    }

    private List<SlaClock> follow(Ledger ledger) {
        var situation = new Situation();
        for (var fact : ledger.facts()) {
            situation.learn(fact, policies);
            step(fact.at(), situation);
        }
        if (startedAt != null) close(null, null, "");
        return clocks;
    }

    private void step(Instant at, Situation now) {
        var promised = now.objective(metric);
        if (promised.isEmpty() || OFF.contains(now.status)) {
            if (startedAt != null) close(at, Ended.CANCELLED, now.status);
        } else if (now.met(metric)) {
            if (startedAt != null) close(at, Ended.MET, now.status);
        } else if (cycle == 0 || startedAt != null || metric == Metric.RESOLUTION) {
            if (startedAt == null) {
                startedAt = at;
                cycle++;
            }
            objective = promised.get();
            boolean running = !objective.pauseStatuses().contains(now.status);
            add(at, running, running ? "" : now.status);
        }
    }

    /** What was used in an earlier cycle stays used: a ticket opened again goes on where it stopped. */
    private void close(@Nullable Instant at, @Nullable Ended ended, String because) {
        clocks.add(new SlaClock(metric, cycle, startedAt, objective, new Course(segments, at), ended));
        if (at != null) add(at, false, because);
        startedAt = null;
    }

    private void add(Instant at, boolean running, String because) {
        var version = objective.calendar();
        var calendar = policies.calendar(version.id(), version.version()).orElseThrow().calendar();
        var segment = new Segment(at, running, because, objective.budget(), calendar);
        if (segments.isEmpty() || !segment.continues(segments.getLast())) segments.add(segment);
    }
}
