package io.amparo.sla.clock;

import io.amparo.sla.plan.Policies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state that the engine stores per ticket: its ledger, the keys of the emitted edges, and the next wake-up. The alarm is only
 * a hint; each wake-up computes all edges anew.
 */
public record TicketWatch(Ledger ledger, Set<String> told, @Nullable Instant wakeAt) {
    static final Duration RETRY = Duration.ofSeconds(1);

    /** The watch after an evaluation, and the events to publish. */
    public record Turn(TicketWatch watch, List<Tiding> tidings) {}

    public static TicketWatch over(Ledger ledger) {
        return new TicketWatch(ledger, Set.of(), null);
    }

    public TicketWatch with(List<Fact> facts) {
        return new TicketWatch(ledger.with(facts), told, wakeAt);
    }

    TicketWatch wakingAt(@Nullable Instant at) {
        return new TicketWatch(ledger, told, at);
    }

    /** Emits every edge that has fallen due. A second call for the same instant emits nothing. */
    public Turn advance(Policies policies, Instant now) {
        var clocks = TicketClocks.of(ledger, policies);
        if (clocks.isEmpty()) return new Turn(new TicketWatch(ledger, told, now.plus(RETRY)), List.of());
        var tidings = new ArrayList<Tiding>();
        var all = new LinkedHashSet<>(told);
        Instant next = null;
        for (var edge : Edges.of(clocks.get())) {
            if (edge.at().isAfter(now)) {
                next = next == null && !told.contains(edge.key()) ? edge.at() : next;
            } else if (all.add(edge.key())) {
                tidings.add(Tidings.of(edge, ledger, clocks.get(), policies, now));
            }
        }
        return new Turn(new TicketWatch(ledger, all, next), tidings);
    }
}
