package io.amparo.sla.replay;

import static java.util.stream.Collectors.toMap;

import io.amparo.sla.calendar.NoOpenTimeException;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.MissingTermFacts;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import io.amparo.sla.report.Attainment;
import io.amparo.sla.report.ClockOutcome;
import io.amparo.sla.report.ClockOutcome.Outcome;
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
    static final int MAX_DIFFERENCES = 1_000;

    /** {@code then} is the actual outcome, {@code would} the replayed one; null if the clock does not exist in that case. */
    record Difference(String number, Metric metric, int cycle, @Nullable Outcome then, @Nullable Outcome would) {}

    record Comparison(Attainment then, Attainment would) {}

    private record ClockKey(Metric metric, int cycle) {
        static final Comparator<ClockKey> ORDER = Comparator.comparing(ClockKey::metric).thenComparing(ClockKey::cycle);
    }

    private record OutcomePair(@Nullable Outcome then, @Nullable Outcome would) {}

    /** The published policies plus the replayed plan, which may be unpublished. */
    private record PolicyOverlay(Policies published, SlaPlan plan) implements Policies {
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
    private final Policies overlay;
    private final SlaPlan otherPlan;
    private final Function<String, Optional<Customer>> customers;
    private final Map<String, Optional<Customer>> customersById = new HashMap<>();
    private final Instant asOf;
    private final Map<Metric, List<OutcomePair>> pairs = new EnumMap<>(Metric.class);
    private final List<Difference> differences = new ArrayList<>();
    private long tickets, differing, leftOut;

    Replay(Policies published, SlaPlan otherPlan, Function<String, Optional<Customer>> customers, Instant asOf) {
        this.published = published;
        this.overlay = new PolicyOverlay(published, otherPlan);
        this.otherPlan = otherPlan;
        this.customers = customers;
        this.asOf = asOf;
    }

    /** Adds a ticket. A ticket whose plan is not known yet is ignored. */
    void add(Ledger fullLedger) {
        var ledger = fullLedger.asOf(asOf);
        try {
            var actual = ClockOutcome.of(ledger, published, asOf);
            if (actual.isEmpty()) return;
            compare(ledger.number(), outcomes(actual.get()),
                    outcomes(ClockOutcome.of(withOtherPlan(ledger), overlay, asOf).orElseThrow()));
        } catch (NoOpenTimeException noOpenTime) {
            leftOut++;
        }
    }

    private Ledger withOtherPlan(Ledger ledger) {
        return MissingTermFacts.ledgerUnderPlan(otherPlan, ledger,
                customersById.computeIfAbsent(ledger.customerId(), customers).orElse(null), overlay);
    }

    private static Map<ClockKey, Outcome> outcomes(List<ClockOutcome> clockOutcomes) {
        return clockOutcomes.stream()
                .collect(toMap(clockOutcome -> new ClockKey(clockOutcome.metric(), clockOutcome.cycle()), ClockOutcome::outcome));
    }

    private void compare(String number, Map<ClockKey, Outcome> then, Map<ClockKey, Outcome> would) {
        tickets++;
        boolean differs = false;
        var keys = new TreeSet<>(ClockKey.ORDER);
        keys.addAll(then.keySet());
        keys.addAll(would.keySet());
        for (var key : keys) {
            var pair = new OutcomePair(then.get(key), would.get(key));
            pairs.computeIfAbsent(key.metric, _ -> new ArrayList<>()).add(pair);
            if (pair.then == pair.would) continue;
            differs = true;
            if (differences.size() < MAX_DIFFERENCES)
                differences.add(new Difference(number, key.metric, key.cycle, pair.then, pair.would));
        }
        if (differs) differing++;
    }

    /** Returns the differences in the order in which tickets were added, at most {@link #MAX_DIFFERENCES}. */
    List<Difference> differences() {
        return List.copyOf(differences);
    }

    Map<Metric, Comparison> byMetric() {
        var comparisons = new EnumMap<Metric, Comparison>(Metric.class);
        pairs.forEach((metric, all) -> comparisons.put(metric, comparisonOf(all)));
        return comparisons;
    }

    Comparison total() {
        return comparisonOf(pairs.values().stream().flatMap(List::stream).toList());
    }

    private static Comparison comparisonOf(List<OutcomePair> pairs) {
        return new Comparison(Attainment.of(pairs.stream().map(OutcomePair::then).toList()),
                Attainment.of(pairs.stream().map(OutcomePair::would).toList()));
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
