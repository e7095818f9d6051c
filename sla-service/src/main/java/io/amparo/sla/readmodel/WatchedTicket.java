package io.amparo.sla.readmodel;

import static java.util.stream.Collectors.toMap;

import io.amparo.sla.clock.ClockTracker;
import io.amparo.sla.clock.Edge;
import io.amparo.sla.clock.Edges;
import io.amparo.sla.clock.SlaClock;
import io.amparo.sla.clock.ClockState;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFact.CustomerAsked;
import io.amparo.sla.plan.PlanVersion;
import io.amparo.sla.plan.Policies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The read model of a ticket with clocks: its ledger, the edges that the engine has emitted, and its board status.
 *
 * @param status computed when the last event was received; the clocks themselves are computed on each read
 * @param receivedAt when each fact was received here, which may be long after it happened
 */
public record WatchedTicket(Ledger ledger, List<EmittedEdge> emittedEdges, BoardStatus status,
        Map<TicketFact, Instant> receivedAt) {
    private static final List<ClockState> WORST_FIRST = List.of(ClockState.BREACHED, ClockState.AT_RISK, ClockState.RUNNING,
            ClockState.PAUSED);

    /**
     * @param state the worst of the open clocks; null without any
     * @param urgentAt sort key of the board: since when a clock is breached, which sorts before every edge to come; else the next
     *     edge; null if nothing falls due
     */
    public record BoardStatus(@Nullable ClockState state, String priority, String plan, @Nullable Instant urgentAt) {}

    public WatchedTicket {
        emittedEdges = List.copyOf(emittedEdges);
        receivedAt = Map.copyOf(receivedAt);
    }

    public static WatchedTicket of(Ledger ledger, Instant now) {
        return new WatchedTicket(ledger, List.of(), new BoardStatus(null, "", "", null),
                ledger.facts().stream().collect(toMap(fact -> fact, _ -> now, (a, _) -> a)));
    }

    public WatchedTicket with(List<? extends TicketFact> facts, Instant now) {
        var known = ledger.with(facts);
        var all = new HashMap<>(receivedAt);
        for (var fact : known.facts()) if (!all.containsKey(fact)) all.put(fact, receivedAtOf(fact).orElse(now));
        all.keySet().retainAll(Set.copyOf(known.facts()));
        return new WatchedTicket(known, emittedEdges, status, all);
    }

    /**
     * Returns when a question was received, although it has been joined by later ones since, or cut off from earlier ones. What
     * was received later moves no clock before.
     */
    private Optional<Instant> receivedAtOf(TicketFact fact) {
        return fact instanceof CustomerAsked asked
                ? receivedAt.entrySet().stream()
                        .filter(known -> known.getKey() instanceof CustomerAsked run
                                && run.messageIds().anyMatch(asked.messageId()::equals))
                        .map(Map.Entry::getValue).findFirst()
                : Optional.empty();
    }

    /**
     * Adds an edge once, however often it is received: the inbox is bounded, so it may have dropped the cause of a repeated
     * event.
     */
    public WatchedTicket with(EmittedEdge edge) {
        if (emittedEdges.stream().anyMatch(known -> known.edge().equals(edge.edge()))) return this;
        var all = new ArrayList<>(emittedEdges);
        all.add(edge);
        return new WatchedTicket(ledger, all, status, receivedAt);
    }

    /** Returns the keys, without generations, of the edges that were emitted and not withdrawn since. */
    public Set<String> edgesInForce() {
        var keys = new HashSet<String>();
        for (var emitted : emittedEdges) {
            emitted.withdrawn().forEach(keys::remove);
            keys.add(emitted.key());
        }
        return keys;
    }

    /** Returns when the engine withdrew an emitted edge; empty while it is in force. */
    public Optional<Instant> withdrawnAt(EmittedEdge emitted) {
        return emittedEdges.stream().skip(emittedEdges.indexOf(emitted))
                .filter(later -> later.withdrawn().contains(emitted.key())).map(EmittedEdge::firedAt).findFirst();
    }

    /** Returns what was known here at an instant: the facts and edges that had happened and been received by then. */
    public WatchedTicket asOf(Instant at) {
        var known = ledger.facts().stream().filter(fact -> !fact.at().isAfter(at) && !receivedAt.get(fact).isAfter(at)).toList();
        return new WatchedTicket(ledger.withOnly(known),
                emittedEdges.stream().filter(each -> !each.receivedAt().isAfter(at)).toList(), status, receivedAt);
    }

    /** Returns since when it is known here that no clock of the ticket runs any longer; empty while one may run. */
    public Optional<Instant> endedSince() {
        return ledger.endedAt()
                .map(ended -> Stream.concat(receivedAt.values().stream(), emittedEdges.stream().map(EmittedEdge::receivedAt))
                        .reduce(ended, (a, b) -> a.isAfter(b) ? a : b));
    }

    /**
     * Computes the status at the latest of {@code now}, the last fact and the emitted edges, because this host's clock may be
     * behind.
     */
    WatchedTicket withStatusAfter(Instant now, Policies policies) {
        return withStatusAt(
                Stream.concat(emittedEdges.stream().map(EmittedEdge::firedAt), Stream.of(now, ledger.facts().getLast().at()))
                        .max(Comparator.naturalOrder()).orElseThrow(),
                policies);
    }

    /** Computes the status at an instant; the old status stays until the plan is known. */
    public WatchedTicket withStatusAt(Instant now, Policies policies) {
        return ClockTracker.clocksOf(ledger, policies)
                .map(clocks -> new WatchedTicket(ledger, emittedEdges, status(clocks, now), receivedAt)).orElse(this);
    }

    private BoardStatus status(List<SlaClock> clocks, Instant now) {
        var open = clocks.stream().filter(clock -> clock.isOpen(now)).toList();
        var state = WORST_FIRST.stream().filter(each -> open.stream().anyMatch(clock -> clock.state(now) == each)).findFirst();
        var plan = ledger.plan().map(PlanVersion::id).orElse("");
        var urgentAt = firstBreached(clocks, now).map(SlaClock::dueAt).or(() -> nextEdge(clocks, now).map(Edge::at));
        return new BoardStatus(state.orElse(null), ledger.priority(), plan, urgentAt.orElse(null));
    }

    /** Returns the open clock that has been breached for the longest time. */
    public static Optional<SlaClock> firstBreached(List<SlaClock> clocks, Instant now) {
        return clocks.stream().filter(clock -> clock.isOpen(now) && clock.state(now) == ClockState.BREACHED)
                .min(Comparator.comparing(SlaClock::dueAt, Comparator.nullsLast(Comparator.naturalOrder())));
    }

    /** Returns the next warning or breach if no further fact arrives. */
    public static Optional<Edge> nextEdge(List<SlaClock> clocks, Instant now) {
        return Edges.of(clocks).stream().filter(edge -> edge.reachesRung() && edge.at().isAfter(now)).findFirst();
    }
}
