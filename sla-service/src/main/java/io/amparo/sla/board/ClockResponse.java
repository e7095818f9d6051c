package io.amparo.sla.board;

import io.amparo.events.Vocabulary;
import io.amparo.platform.web.OneOf;
import io.amparo.sla.board.ChangeAuthors.Side;
import io.amparo.sla.calendar.NoOpenTimeException;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.clock.ClockState;
import io.amparo.sla.clock.ClockTracker;
import io.amparo.sla.clock.Edge;
import io.amparo.sla.clock.Edges;
import io.amparo.sla.clock.Explanation;
import io.amparo.sla.clock.Explanation.ExplanationReason;
import io.amparo.sla.clock.Explanation.Line;
import io.amparo.sla.clock.SlaClock;
import io.amparo.sla.clock.SlaClock.DueDateChange;
import io.amparo.sla.ledger.FactCodec;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFact.CustomerAsked;
import io.amparo.sla.ledger.TicketFact.VendorReplied;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.readmodel.EmittedEdge;
import io.amparo.sla.readmodel.WatchedTicket;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The clocks of a ticket and the facts from which they are computed; the facts alone while the plan is unknown. */
record ClockResponse(String ticket, String number, String customer, @Nullable String plan, @Nullable Integer planVersion,
        @Nullable String calendar, @Nullable String zone, @OneOf(Vocabulary.TicketStatus.class) @Nullable String pausedStatus,
        List<Objective> objectives, List<FactLine> ledger, List<EmittedEdgeLine> emittedEdges, String tzdata,
        OffsetDateTime asOf) {

    /**
     * @param openNow whether its calendar is open now
     * @param nextOpen when the calendar opens next; missing while it is open and if it never opens again
     * @param steps the intervals up to the due time; the counted ones add up to the budget
     * @param truncated whether there are more steps than a response contains
     * @param omitted the part that the steps leave out; missing if they are complete
     */
    record Objective(Metric metric, int cycle, ClockState state, String budget, String consumed, @Nullable OffsetDateTime dueAt,
            @OneOf(Vocabulary.TicketStatus.class) List<String> pausedBy, @Nullable OffsetDateTime ifResumedNow,
            OffsetDateTime startedAt, @Nullable OffsetDateTime endedAt,
            @OneOf(Vocabulary.CancellationCode.class) @Nullable String cancellationCode, String calendar, String zone,
            boolean openNow, @Nullable OffsetDateTime nextOpen, List<StepLine> steps, boolean truncated,
            @Nullable OmittedSteps omitted, List<RescheduleLine> rescheduled) {}

    /**
     * One step. {@code by} of all lines: the person id, missing if no person made the change, or if it is a person of the vendor
     * and the caller a customer.
     *
     * @param counted ISO 8601 duration of the budget that this interval used
     * @param bySide missing if no person made the change
     * @param text the whole step in words
     */
    record StepLine(OffsetDateTime from, OffsetDateTime to, String counted, ExplanationReason type, @Nullable String name,
            @Nullable String by, @Nullable Side bySide, String text) {}

    /** {@code counted}: ISO 8601 duration of the budget that the steps in this period use. */
    record OmittedSteps(OffsetDateTime from, OffsetDateTime to, String counted) {}

    record RescheduleLine(OffsetDateTime at, @Nullable OffsetDateTime from, @Nullable OffsetDateTime to,
            @OneOf(Vocabulary.Term.class) String term, @Nullable String by, @Nullable Side bySide, @Nullable String reason,
            String text) {}

    /** {@code value}: missing for a reply, whose author is {@code by}. */
    record FactLine(OffsetDateTime at, @OneOf(Vocabulary.Term.class) String term, @Nullable String value, @Nullable String by,
            @Nullable Side bySide, @Nullable String reason) {}

    /**
     * An emitted edge.
     *
     * @param due missing if a later fact undid an edge other than a warning or breach
     * @param withdrawnAt when the engine withdrew the warning or breach; missing while it is in force
     */
    record EmittedEdgeLine(String edge, @Nullable OffsetDateTime due, OffsetDateTime firedAt,
            @Nullable OffsetDateTime withdrawnAt) {}

    static ClockResponse of(WatchedTicket ticket, Policies policies, ChangeAuthors authors, Instant now, Locale language) {
        var ledger = ticket.ledger();
        var clocks = ClockTracker.clocksOf(ledger, policies).orElse(List.of());
        var edges = Edges.of(clocks);
        var calendar = clocks.isEmpty() ? null : clocks.getFirst().calendar(now);
        var zone = calendar == null ? ZoneOffset.UTC : calendar.zone();
        var plan = ledger.plan().orElse(null);
        return new ClockResponse(ledger.ticketId(), ledger.number(), ledger.customerId(), plan == null ? null : plan.id(),
                plan == null ? null : Integer.valueOf(plan.version()), calendar == null ? null : calendar.id(),
                calendar == null ? null : zone.getId(),
                clocks.stream().map(clock -> clock.pausedStatus(now)).filter(status -> !status.isEmpty()).findFirst()
                        .orElse(null),
                clocks.stream().map(clock -> objective(clock, ledger, authors, now, language)).toList(),
                ledger.facts().stream().map(fact -> factLine(fact, authors, zone)).toList(),
                ticket.emittedEdges().stream()
                        .map(emitted -> new EmittedEdgeLine(emitted.edge(), due(edges, emitted, zone),
                                at(emitted.firedAt(), zone), at(ticket.withdrawnAt(emitted).orElse(null), zone)))
                        .toList(),
                ledger.tzdata(policies), at(now, zone));
    }

    private static FactLine factLine(TicketFact fact, ChangeAuthors authors, ZoneId zone) {
        var author = authors.of(fact.by());
        return new FactLine(at(fact.at(), zone), FactCodec.term(fact), value(fact), author.by(), author.bySide(),
                authors.reason(fact));
    }

    private static @Nullable String value(TicketFact fact) {
        return switch (fact) {
            case VendorReplied _ -> null;
            case CustomerAsked asked -> asked.messageId(); // the first one of a run of questions
            default -> FactCodec.value(fact);
        };
    }

    private static Objective objective(SlaClock clock, Ledger ledger, ChangeAuthors authors, Instant now, Locale language) {
        var calendar = clock.calendar(now);
        var zone = calendar.zone();
        var formatter = new ClockFormatter(language, zone, authors);
        var next = nextOpen(calendar, now);
        var explanation = Explanation.of(clock, ledger, now);
        boolean open = next.filter(at -> !at.isAfter(now)).isPresent();
        return new Objective(clock.metric(), clock.cycle(), clock.state(now), clock.budget(now).toString(),
                clock.consumed(now).toString(), at(clock.dueAt(), zone),
                clock.isPaused(now) ? List.of(clock.pausedStatus(now)) : List.of(), at(clock.dueIfResumedAt(now), zone),
                at(clock.startedAt(), zone), clock.isOpen(now) ? null : at(clock.endedAt(), zone),
                clock.isOpen(now) || clock.cancellationCode().isEmpty() ? null : clock.cancellationCode(), calendar.id(),
                zone.getId(), open, open ? null : at(next.orElse(null), zone),
                explanation.lines().stream().map(line -> stepLine(line, formatter)).toList(), explanation.omitted() != null,
                omittedSteps(explanation, zone),
                clock.dueDateChanges().stream().map(change -> rescheduleLine(change, formatter)).toList());
    }

    private static Optional<Instant> nextOpen(PublishedCalendar calendar, Instant now) {
        try {
            return Optional.of(calendar.calendar().nextOpen(now.truncatedTo(ChronoUnit.MILLIS)));
        } catch (NoOpenTimeException ignored) {
            return Optional.empty();
        }
    }

    private static StepLine stepLine(Line line, ClockFormatter formatter) {
        var author = formatter.authors().of(line.by());
        return new StepLine(at(line.from(), formatter.zone()), at(line.to(), formatter.zone()), line.counted().toString(),
                line.type(), line.step() == null ? line.name() : formatter.nameOf(line), author.by(), author.bySide(),
                formatter.of(line));
    }

    private static @Nullable OmittedSteps omittedSteps(Explanation explanation, ZoneId zone) {
        var omitted = explanation.omitted();
        return omitted == null
                ? null
                : new OmittedSteps(at(omitted.from(), zone), at(omitted.to(), zone), omitted.counted().toString());
    }

    private static RescheduleLine rescheduleLine(DueDateChange change, ClockFormatter formatter) {
        var fact = change.fact();
        var author = formatter.authors().of(fact.by());
        return new RescheduleLine(at(change.at(), formatter.zone()), at(change.from(), formatter.zone()),
                at(change.to(), formatter.zone()), FactCodec.term(fact), author.by(), author.bySide(),
                formatter.authors().reason(fact), formatter.of(change));
    }

    private static @Nullable OffsetDateTime due(List<Edge> edges, EmittedEdge emitted, ZoneId zone) {
        if (emitted.rungAt() != null) return at(emitted.rungAt(), zone);
        var key = emitted.key();
        return edges.stream().filter(edge -> edge.key().equals(key)).map(edge -> at(edge.at(), zone)).findFirst().orElse(null);
    }

    static @Nullable OffsetDateTime at(@Nullable Instant instant, ZoneId zone) {
        return instant == null ? null : instant.atZone(zone).toOffsetDateTime();
    }
}
