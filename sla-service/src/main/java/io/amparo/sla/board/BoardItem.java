package io.amparo.sla.board;

import io.amparo.events.Vocabulary;
import io.amparo.platform.web.OneOf;
import io.amparo.sla.clock.ClockState;
import io.amparo.sla.clock.ClockTracker;
import io.amparo.sla.clock.Edge;
import io.amparo.sla.clock.RungKind;
import io.amparo.sla.clock.SlaClock;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.readmodel.WatchedTicket;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One ticket on the board.
 *
 * @param breach the clock that has been breached for the longest time; missing if none is
 * @param edge the next warning or breach if no further fact arrives; missing if there is none
 * @param cause why the ticket is at risk or breached; missing if it is neither
 * @param zone IANA zone of the calendar by which the ticket is counted; missing while it has no clock
 * @param href the clocks of the ticket, with the explanation of each due time
 * @param tzdata version of the time zone data from which its due times are computed
 */
public record BoardItem(String ticketId, String number, String customer, String subject,
        @OneOf(Vocabulary.Priority.class) String priority, String plan, @Nullable ClockState state, @Nullable Breach breach,
        @Nullable NextEdge edge, @Nullable RiskCause cause, List<Objective> objectives, @Nullable String zone, String href,
        String tzdata) {

    /** An open clock. */
    public record Objective(Metric metric, int cycle, ClockState state, String budget, String consumed, @Nullable Instant dueAt,
            @OneOf(Vocabulary.TicketStatus.class) List<String> pausedBy, @Nullable Instant ifResumedNow, Instant startedAt) {}

    /**
     * A breached clock.
     *
     * @param elapsed ISO 8601 duration since the breach, of the clock on the wall
     */
    record Breach(Metric metric, int cycle, @Nullable Instant dueAt, String elapsed) {}

    record NextEdge(RungKind kind, Metric metric, @Nullable Integer percent, Instant at) {}

    public static BoardItem of(WatchedTicket ticket, Policies policies, ChangeAuthors authors, Instant now, Locale language) {
        var current = ticket.withStatusAt(now, policies);
        var status = current.status();
        var clocks = ClockTracker.clocksOf(ticket.ledger(), policies).orElse(List.of());
        return new BoardItem(ticket.ledger().ticketId(), ticket.ledger().number(), ticket.ledger().customerId(),
                ticket.ledger().subject(), status.priority(), status.plan(), status.state(),
                WatchedTicket.firstBreached(clocks, now).map(clock -> breach(clock, now)).orElse(null),
                WatchedTicket.nextEdge(clocks, now).map(BoardItem::nextEdge).orElse(null),
                RiskCause.of(clocks, authors, now, language).orElse(null),
                clocks.stream().filter(clock -> clock.isOpen(now)).map(clock -> objective(clock, now)).toList(),
                clocks.isEmpty() ? null : clocks.getFirst().calendar(now).zone().getId(),
                "/api/v1/sla/clocks/" + ticket.ledger().ticketId(), ticket.ledger().tzdata(policies));
    }

    private static Objective objective(SlaClock clock, Instant now) {
        return new Objective(clock.metric(), clock.cycle(), clock.state(now), clock.budget(now).toString(),
                clock.consumed(now).toString(), clock.dueAt(), clock.isPaused(now) ? List.of(clock.pausedStatus(now)) : List.of(),
                clock.dueIfResumedAt(now), clock.startedAt());
    }

    private static Breach breach(SlaClock clock, Instant now) {
        var due = clock.dueAt();
        var elapsed = due == null ? Duration.ZERO : Duration.between(due, now).truncatedTo(ChronoUnit.SECONDS);
        return new Breach(clock.metric(), clock.cycle(), due, elapsed.toString());
    }

    private static NextEdge nextEdge(Edge edge) {
        return new NextEdge(edge.type() == Edge.Type.BREACHED ? RungKind.BREACH : RungKind.WARNING,
                Objects.requireNonNull(edge.metric(), "A rung has a metric"),
                edge.type() == Edge.Type.WARNED ? edge.percent() : null, edge.at());
    }
}
