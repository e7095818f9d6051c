package io.amparo.sla.report;

import io.amparo.platform.web.ApiException;
import io.amparo.sla.calendar.NoOpenTimeException;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.PlanVersion;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.readmodel.WatchedTicket;
import io.amparo.sla.report.ClockOutcome.Outcome;
import io.amparo.sla.report.DurationSample.Percentiles;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Attainment and percentiles of a period, as known at an instant ({@code asOf}). It includes only what had happened and was known
 * to this service by then, so the same query always returns the same result. A clock counts in the period in which it was decided
 * ({@link ClockOutcome}): if met or cancelled, when it ended; if missed, when it fell due. Each clock counts once, so adjoining
 * periods add up. A clock that started before the end of the period and was decided neither in it nor before is running.
 * Percentiles cover the clocks met and missed in the period; group or filter by metric to get them for one metric.
 */
final class Report {
    private static final Comparator<Map<Dimension, String>> ORDER = Comparator
            .comparing(group -> String.join("\n", group.values()));

    record Query(Period period, Instant asOf, Set<Dimension> by, Set<Metric> metrics) {}

    /** One group; {@code key} has a value for each dimension of the query. */
    record Row(Map<Dimension, String> key, Attainment attainment, Optional<Percentiles> consumed, Optional<Percentiles> margin) {}

    private final Query query;
    private final Policies policies;
    private final Map<Map<Dimension, String>, Tally> groups = new TreeMap<>(ORDER);
    private final Tally total = new Tally();
    private final int maxTickets;
    private int tickets;
    private long leftOut;

    /** @param maxTickets limit of the tickets: each keeps 16 bytes per decided clock in two tallies */
    Report(Query query, Policies policies, int maxTickets) {
        this.query = query;
        this.policies = policies;
        this.maxTickets = maxTickets;
    }

    /** @throws ApiException 422 if there are too many tickets */
    void add(WatchedTicket ticket) {
        if (++tickets > maxTickets) throw ApiException.invalid("to", "too-many-tickets", maxTickets);
        var snapshot = ticket.asOf(query.asOf);
        var ledger = snapshot.ledger();
        if (ledger.facts().isEmpty() || !query.period.isBeforeEnd(ledger.facts().getFirst().at()) || allDecidedBefore(ledger))
            return;
        var inForce = snapshot.edgesInForce();
        try {
            ClockOutcome.of(ledger, policies, query.asOf, inForce::contains).orElse(List.of()).stream()
                    .filter(clockOutcome -> query.metrics.contains(clockOutcome.metric()))
                    .forEach(clockOutcome -> count(clockOutcome, ledger));
        } catch (NoOpenTimeException noOpenTime) {
            leftOut++;
        }
    }

    /** Returns whether all clocks were decided before the period. Skips most of a long history without calculating its clocks. */
    private boolean allDecidedBefore(Ledger ledger) {
        return ledger.endedAt().filter(ended -> ended.isBefore(query.period.from().toInstant())).isPresent();
    }

    private void count(ClockOutcome clockOutcome, Ledger ledger) {
        boolean decided = clockOutcome.decidedAt() != null && query.period.isBeforeEnd(clockOutcome.decidedAt());
        if (decided ? !query.period.contains(clockOutcome.decidedAt()) : !query.period.isBeforeEnd(clockOutcome.startedAt()))
            return;
        var end = query.period.to().toInstant().minusMillis(1);
        var key = key(ledger, clockOutcome, decided ? clockOutcome.decidedAt() : end);
        for (var tally : List.of(total, groups.computeIfAbsent(key, _ -> new Tally()))) tally.add(clockOutcome, decided);
    }

    private Map<Dimension, String> key(Ledger ledger, ClockOutcome clockOutcome, Instant at) {
        var ledgerThen = ledger.asOf(at);
        var key = new EnumMap<Dimension, String>(Dimension.class);
        for (var dimension : query.by) key.put(dimension, switch (dimension) {
            case CUSTOMER -> ledger.customerId();
            case PLAN -> ledgerThen.plan().map(PlanVersion::id).orElse("");
            case PRIORITY -> ledgerThen.priority();
            case METRIC -> clockOutcome.metric().name();
        });
        return key;
    }

    /** Returns the groups sorted by key; a report without dimensions has only a total. */
    List<Row> rows() {
        return query.by.isEmpty()
                ? List.of()
                : groups.entrySet().stream().map(group -> group.getValue().row(group.getKey())).toList();
    }

    Row total() {
        return total.row(Map.of());
    }

    /** Returns the number of tickets left out because their calendar has no open time left or leaves its supported range. */
    long leftOut() {
        return leftOut;
    }

    private static final class Tally {
        private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
        private final DurationSample consumed = new DurationSample();
        private final DurationSample margin = new DurationSample();

        void add(ClockOutcome clockOutcome, boolean decided) {
            var outcome = decided ? clockOutcome.outcome() : Outcome.RUNNING;
            outcomes.merge(outcome, 1L, Long::sum);
            if (outcome != Outcome.MET && outcome != Outcome.MISSED) return;
            consumed.add(clockOutcome.consumed());
            margin.add(clockOutcome.margin());
        }

        Row row(Map<Dimension, String> key) {
            return new Row(key,
                    Attainment.of(count(Outcome.MET), count(Outcome.MISSED), count(Outcome.RUNNING), count(Outcome.CANCELLED)),
                    consumed.percentiles(), margin.percentiles());
        }

        private long count(Outcome outcome) {
            return outcomes.getOrDefault(outcome, 0L);
        }
    }
}
