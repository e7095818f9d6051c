package io.amparo.sla.report;

import io.amparo.sla.board.WatchedTicket;
import io.amparo.sla.board.WatchedTicket.Told;
import io.amparo.sla.calendar.OutOfTime;
import io.amparo.sla.clock.Fact;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.Ledger;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.report.Spread.Percentiles;
import io.amparo.sla.report.Verdict.Outcome;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Attainment and percentiles of a period, as known at an instant ({@code asOf}). It includes only what had happened and was known
 * to this service by then, so the same query always returns the same result. A clock counts in the period in which it was decided
 * ({@link Verdict}): if met or cancelled, when it ended; if missed, when it fell due. Each clock counts once, so adjoining
 * periods add up. A clock that started before the end of the period and was decided neither in it nor before is running.
 * Percentiles cover the clocks met and missed in the period; group or filter by metric to get them for one metric.
 */
final class Report {
    private static final Comparator<Map<Dimension, String>> ORDER = Comparator
            .comparing(group -> String.join("\n", group.values()));

    record Question(Period period, Instant asOf, Set<Dimension> by, Set<Metric> metrics) {}

    /** One group; {@code key} has a value for each dimension of the query. */
    record Row(Map<Dimension, String> key, Attainment attainment, Optional<Percentiles> consumed, Optional<Percentiles> margin) {}

    private final Question question;
    private final Policies policies;
    private final Map<Map<Dimension, String>, Tally> groups = new TreeMap<>(ORDER);
    private final Tally total = new Tally();
    private long leftOut;

    Report(Question question, Policies policies) {
        this.question = question;
        this.policies = policies;
    }

    void add(WatchedTicket ticket) {
        var then = ticket.asOf(question.asOf);
        var known = then.ledger();
        if (known.facts().isEmpty() || !question.period.isBeforeEnd(known.facts().getFirst().at()) || wasOverBefore(known))
            return;
        var told = then.told().stream().map(Told::edge).collect(Collectors.toSet());
        try {
            Verdict.of(known, policies, question.asOf, told::contains).orElse(List.of()).stream()
                    .filter(verdict -> question.metrics.contains(verdict.metric())).forEach(verdict -> count(verdict, known));
        } catch (OutOfTime beyondTheCalendar) {
            leftOut++;
        }
    }

    /** Returns whether all clocks were decided before the period. Skips most of a long history without calculating its clocks. */
    private boolean wasOverBefore(Ledger known) {
        return known.endedAt().filter(ended -> ended.isBefore(question.period.from().toInstant())).isPresent();
    }

    private void count(Verdict verdict, Ledger known) {
        boolean decided = verdict.at() != null && question.period.isBeforeEnd(verdict.at());
        if (decided ? !question.period.holds(verdict.at()) : !question.period.isBeforeEnd(verdict.startedAt())) return;
        var end = question.period.to().toInstant().minusMillis(1);
        var key = key(known, verdict, decided ? verdict.at() : end);
        for (var tally : List.of(total, groups.computeIfAbsent(key, _ -> new Tally()))) tally.add(verdict, decided);
    }

    private Map<Dimension, String> key(Ledger known, Verdict verdict, Instant at) {
        var then = known.until(at);
        var key = new EnumMap<Dimension, String>(Dimension.class);
        for (var dimension : question.by) key.put(dimension, switch (dimension) {
            case CUSTOMER -> known.customerId();
            case PLAN -> plan(value(then, What.PLAN));
            case PRIORITY -> value(then, What.PRIORITY);
            case METRIC -> verdict.metric().name();
        });
        return key;
    }

    private static String value(Ledger ledger, What what) {
        return ledger.last(what).map(Fact::value).orElse("");
    }

    private static String plan(String version) {
        return version.substring(0, Math.max(0, version.lastIndexOf('/')));
    }

    /** Returns the groups sorted by key; a report without dimensions has only a total. */
    List<Row> rows() {
        return question.by.isEmpty()
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
        private final Spread consumed = new Spread();
        private final Spread margin = new Spread();

        void add(Verdict verdict, boolean decided) {
            var outcome = decided ? verdict.outcome() : Outcome.RUNNING;
            outcomes.merge(outcome, 1L, Long::sum);
            if (outcome != Outcome.MET && outcome != Outcome.MISSED) return;
            consumed.add(verdict.consumed());
            margin.add(verdict.margin());
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
