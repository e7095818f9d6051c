package io.amparo.sla.board;

import io.amparo.sla.clock.Edge;
import io.amparo.sla.clock.Edges;
import io.amparo.sla.clock.Fact;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.SlaClock;
import io.amparo.sla.clock.TicketClocks;
import io.amparo.sla.plan.Policies;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The clocks of a ticket and the facts they follow from; without a plan yet, the facts alone. */
record ClockAnswer(String ticket, String number, String customer, @Nullable String plan, @Nullable Integer planVersion,
        @Nullable String calendar, @Nullable String zone, @Nullable String pausedBecause, List<Objective> objectives,
        List<FactLine> ledger,
        List<EdgeLine> told, OffsetDateTime asOf) {

    record Objective(String metric, int cycle, String state, String budget, String consumed, @Nullable OffsetDateTime dueAt,
            List<String> pausedBy, @Nullable OffsetDateTime ifResumedNow, OffsetDateTime startedAt,
            @Nullable OffsetDateTime endedAt) {}

    record FactLine(OffsetDateTime at, String what, String value, @Nullable String by, @Nullable String reason) {}

    /** An edge that has been told, and when; {@code due} is missing where a later fact undid it. */
    record EdgeLine(String edge, @Nullable OffsetDateTime due, OffsetDateTime firedAt) {}

    static ClockAnswer of(WatchedTicket ticket, Policies policies, Instant now) {
        var ledger = ticket.ledger();
        var clocks = TicketClocks.of(ledger, policies).orElse(List.of());
        var edges = Edges.of(clocks);
        var counted = clocks.isEmpty() ? null : clocks.getFirst().calendar(now);
        var zone = counted == null ? ZoneOffset.UTC : counted.zone();
        var plan = ledger.last(What.PLAN).map(Fact::value).orElse(null);
        int slash = plan == null ? -1 : plan.lastIndexOf('/');
        return new ClockAnswer(ledger.ticketId(), ledger.number(), ledger.customerId(),
                plan == null ? null : plan.substring(0, slash),
                plan == null ? null : Integer.valueOf(plan.substring(slash + 1)), counted == null ? null : counted.id(),
                counted == null ? null : zone.getId(),
                clocks.stream().map(clock -> clock.pausedBecause(now)).filter(because -> !because.isEmpty()).findFirst()
                        .orElse(null),
                clocks.stream().map(clock -> objective(clock, zone, now)).toList(),
                ledger.facts().stream().map(fact -> new FactLine(at(fact.at(), zone), fact.what().name(), fact.value(), fact.by(),
                        fact.reason())).toList(),
                ticket.told().stream()
                        .map(told -> new EdgeLine(told.edge(), due(edges, told.edge(), zone), at(told.firedAt(), zone)))
                        .toList(),
                at(now, zone));
    }

    static Objective objective(SlaClock clock, ZoneId zone, Instant now) {
        return new Objective(clock.metric().name(), clock.cycle(), clock.state(now).name(), clock.budget(now).toString(),
                clock.consumed(now).toString(), at(clock.dueAt(), zone),
                clock.paused(now) ? List.of(clock.pausedBecause(now)) : List.of(),
                at(clock.ifResumedNow(now), zone), at(clock.startedAt(), zone),
                clock.open(now) ? null : at(clock.endedAt(), zone));
    }

    private static @Nullable OffsetDateTime due(List<Edge> edges, String key, ZoneId zone) {
        return edges.stream().filter(edge -> edge.key().equals(key)).map(edge -> at(edge.at(), zone)).findFirst().orElse(null);
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant, ZoneId zone) {
        return instant == null ? null : instant.atZone(zone).toOffsetDateTime();
    }
}
