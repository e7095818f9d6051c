package io.amparo.ticket.state;

import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The warnings and breaches that the clocks of a ticket have reached in their latest cycles. */
record ReachedRungs(List<Rung> rungs) {
    static final ReachedRungs NONE = new ReachedRungs(List.of());

    /** @param percent share of the budget; 100 is the breach */
    record Rung(String metric, int cycle, int percent, Instant at) {
        boolean isOf(String otherMetric, int otherCycle) {
            return metric.equals(otherMetric) && cycle == otherCycle;
        }
    }

    /** Adds a rung, in the place of the same one and of those of earlier cycles. */
    ReachedRungs reach(Rung rung) {
        return new ReachedRungs(Stream
                .concat(without(each -> each.metric().equals(rung.metric()) && each.cycle() < rung.cycle()
                        || each.isOf(rung.metric(), rung.cycle()) && each.percent() == rung.percent()), Stream.of(rung))
                .sorted(Comparator.comparing(Rung::metric).thenComparing(Rung::percent)).toList());
    }

    ReachedRungs withdraw(String metric, int cycle, Collection<Integer> percents) {
        return new ReachedRungs(without(each -> each.isOf(metric, cycle) && percents.contains(each.percent())).toList());
    }

    List<Rung> of(String metric, int cycle) {
        return rungs.stream().filter(each -> each.isOf(metric, cycle)).toList();
    }

    private Stream<Rung> without(Predicate<Rung> removed) {
        return rungs.stream().filter(removed.negate());
    }
}
