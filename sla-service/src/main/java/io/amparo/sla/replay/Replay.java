package io.amparo.sla.replay;

import static java.util.stream.Collectors.toMap;

import io.amparo.sla.calendar.OutOfTime;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.clock.Ledger;
import io.amparo.sla.clock.Terms;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import io.amparo.sla.report.Attainment;
import io.amparo.sla.report.Verdict;
import io.amparo.sla.report.Verdict.Outcome;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Replays past tickets under another plan and compares the clock outcomes: the actual ones, and those if the tickets had been
 * opened under that plan and everything else had happened as it did. The ledgers are the only source, with one exception: a
 * ledger does not record packages that none of the ticket's plans used; those are taken from the current contract.
 */
final class Replay {
    /** Limit of the listed differences; all differing tickets are counted. */
    static final int MOST_TOLD = 1_000;

    /** {@code then} is the actual outcome, {@code would} the replayed one; null if the clock does not exist in that case. */
    record Difference(String number, Metric metric, int cycle, @Nullable Outcome then, @Nullable Outcome would) {}

    record Compared(Attainment then, Attainment would) {}

    private record Run(Metric metric, int cycle) {
        static final Comparator<Run> ORDER = Comparator.comparing(Run::metric).thenComparing(Run::cycle);
    }

    private record Pair(@Nullable Outcome then, @Nullable Outcome would) {}

    /** The published policies plus the replayed plan, which may be unpublished. */
    private record Overlaid(Policies published, SlaPlan plan) implements Policies {
        @Override
        public Optional<SlaPlan> plan(String id, int version) {
            return id.equals(plan.id()) && version == plan.version() ? Optional.of(plan) : published.plan(id, version);
        }

        @Override
        public Optional<SlaPlan> latestPlan(String id) {
            return published.latestPlan(id);
        }

        @Override
        public Optional<PublishedCalendar> calendar(String id, int version, String tzdata) {
            return published.calendar(id, version, tzdata);
        }

        @Override
        public Optional<ZoneRules> zone(ZoneId zone, String tzdata) {
            return published.zone(zone, tzdata);
        }

        @Override
        public String tzdata() {
            return published.tzdata();
        }
    }

    private final Policies published;
    private final Policies overlaid;
    private final SlaPlan other;
    private final Function<String, Optional<Customer>> customers;
    private final Map<String, Optional<Customer>> agreeing = new HashMap<>();
    private final Instant asOf;
    private final Map<Metric, List<Pair>> pairs = new EnumMap<>(Metric.class);
    private final List<Difference> differences = new ArrayList<>();
    private long tickets, differing, leftOut;

    Replay(Policies published, SlaPlan other, Function<String, Optional<Customer>> customers, Instant asOf) {
        this.published = published;
        this.overlaid = new Overlaid(published, other);
        this.other = other;
        this.customers = customers;
        this.asOf = asOf;
    }

    /** Adds a ticket. A ticket whose plan is not known yet is ignored. */
    void add(Ledger whole) {
        var ledger = whole.until(asOf);
        try {
            var then = Verdict.of(ledger, published, asOf);
            if (then.isEmpty()) return;
            compare(ledger.number(), outcomes(then.get()), outcomes(Verdict.of(under(ledger), overlaid, asOf).orElseThrow()));
        } catch (OutOfTime beyondTheCalendar) {
            leftOut++;
        }
    }

    private Ledger under(Ledger lived) {
        return Terms.under(other, lived, agreeing.computeIfAbsent(lived.customerId(), customers).orElse(null), overlaid);
    }

    private static Map<Run, Outcome> outcomes(List<Verdict> verdicts) {
        return verdicts.stream().collect(toMap(verdict -> new Run(verdict.metric(), verdict.cycle()), Verdict::outcome));
    }

    private void compare(String number, Map<Run, Outcome> then, Map<Run, Outcome> would) {
        tickets++;
        boolean differs = false;
        var runs = new TreeSet<>(Run.ORDER);
        runs.addAll(then.keySet());
        runs.addAll(would.keySet());
        for (var run : runs) {
            var pair = new Pair(then.get(run), would.get(run));
            pairs.computeIfAbsent(run.metric, _ -> new ArrayList<>()).add(pair);
            if (pair.then == pair.would) continue;
            differs = true;
            if (differences.size() < MOST_TOLD)
                differences.add(new Difference(number, run.metric, run.cycle, pair.then, pair.would));
        }
        if (differs) differing++;
    }

    /** Returns the differences in the order in which tickets were added, at most {@link #MOST_TOLD}. */
    List<Difference> differences() {
        return List.copyOf(differences);
    }

    Map<Metric, Compared> byMetric() {
        var compared = new EnumMap<Metric, Compared>(Metric.class);
        pairs.forEach((metric, all) -> compared.put(metric, compared(all)));
        return compared;
    }

    Compared total() {
        return compared(pairs.values().stream().flatMap(List::stream).toList());
    }

    private static Compared compared(List<Pair> pairs) {
        return new Compared(Attainment.of(pairs.stream().map(Pair::then).toList()),
                Attainment.of(pairs.stream().map(Pair::would).toList()));
    }

    long tickets() {
        return tickets;
    }

    /** Returns the number of tickets with at least one difference. */
    long differing() {
        return differing;
    }

    /** Returns the number of tickets left out because their calendar has no open time left or leaves its supported range. */
    long leftOut() {
        return leftOut;
    }
}
