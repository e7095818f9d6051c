package io.amparo.sla.board;

import io.amparo.sla.calendar.OutOfTime;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.clock.Edge;
import io.amparo.sla.clock.Edges;
import io.amparo.sla.clock.Fact;
import io.amparo.sla.clock.Explanation;
import io.amparo.sla.clock.Explanation.Because;
import io.amparo.sla.clock.Explanation.Line;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.Ledger;
import io.amparo.sla.clock.SlaClock;
import io.amparo.sla.clock.SlaClock.Redating;
import io.amparo.sla.clock.TicketClocks;
import io.amparo.sla.plan.Policies;
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
record ClockAnswer(String ticket, String number, String customer, @Nullable String plan, @Nullable Integer planVersion,
        @Nullable String calendar, @Nullable String zone, @Nullable String pausedBecause, List<Objective> objectives,
        List<FactLine> ledger, List<EdgeLine> told, String tzdata, OffsetDateTime asOf) {

    /**
     * @param openNow whether its calendar is open now
     * @param nextOpen when the calendar opens next; missing while it is open and if it never opens again
     * @param steps the intervals up to the due time; the counted ones add up to the budget
     */
    record Objective(String metric, int cycle, String state, String budget, String consumed, @Nullable OffsetDateTime dueAt,
            List<String> pausedBy, @Nullable OffsetDateTime ifResumedNow, OffsetDateTime startedAt,
            @Nullable OffsetDateTime endedAt, @Nullable String cancelledBecause, String calendar, String zone, boolean openNow,
            @Nullable OffsetDateTime nextOpen, List<StepLine> steps, List<MoveLine> redated) {}

    /** {@code counted}: ISO 8601 duration of the budget that this interval used; {@code text}: the whole step in words. */
    record StepLine(OffsetDateTime from, OffsetDateTime to, String counted, Because because, @Nullable String name,
            @Nullable String by, String text) {}

    record MoveLine(OffsetDateTime at, @Nullable OffsetDateTime from, @Nullable OffsetDateTime to, String cause,
            @Nullable String by, @Nullable String reason, String text) {}

    record FactLine(OffsetDateTime at, String what, String value, @Nullable String by, @Nullable String reason) {}

    /** An emitted edge and when it fired; {@code due} is missing if a later fact undid the edge. */
    record EdgeLine(String edge, @Nullable OffsetDateTime due, OffsetDateTime firedAt) {}

    static ClockAnswer of(WatchedTicket ticket, Policies policies, Instant now, Locale language) {
        var ledger = ticket.ledger();
        var clocks = TicketClocks.of(ledger, policies).orElse(List.of());
        var edges = Edges.of(clocks);
        var counted = clocks.isEmpty() ? null : clocks.getFirst().calendar(now);
        var zone = counted == null ? ZoneOffset.UTC : counted.zone();
        var plan = ledger.last(What.PLAN).map(Fact::value).orElse(null);
        int slash = plan == null ? -1 : plan.lastIndexOf('/');
        return new ClockAnswer(ledger.ticketId(), ledger.number(), ledger.customerId(),
                plan == null ? null : plan.substring(0, slash), plan == null ? null : Integer.valueOf(plan.substring(slash + 1)),
                counted == null ? null : counted.id(), counted == null ? null : zone.getId(), clocks.stream()
                        .map(clock -> clock.pausedBecause(now)).filter(because -> !because.isEmpty()).findFirst().orElse(null),
                clocks.stream().map(clock -> objective(clock, ledger, now, language)).toList(),
                ledger.facts().stream()
                        .map(fact -> new FactLine(at(fact.at(), zone), fact.what().name(), fact.value(), fact.by(),
                                fact.reason()))
                        .toList(),
                ticket.told().stream()
                        .map(told -> new EdgeLine(told.edge(), due(edges, told.edge(), zone), at(told.firedAt(), zone))).toList(),
                ledger.tzdata(policies), at(now, zone));
    }

    private static Objective objective(SlaClock clock, Ledger ledger, Instant now, Locale language) {
        var calendar = clock.calendar(now);
        var zone = calendar.zone();
        var words = new ClockWords(language, zone);
        var next = nextOpen(calendar, now);
        boolean open = next.filter(at -> !at.isAfter(now)).isPresent();
        return new Objective(clock.metric().name(), clock.cycle(), clock.state(now).name(), clock.budget(now).toString(),
                clock.consumed(now).toString(), at(clock.dueAt(), zone),
                clock.paused(now) ? List.of(clock.pausedBecause(now)) : List.of(), at(clock.ifResumedNow(now), zone),
                at(clock.startedAt(), zone), clock.open(now) ? null : at(clock.endedAt(), zone),
                clock.open(now) || clock.because().isEmpty() ? null : clock.because(), calendar.id(), zone.getId(), open,
                open ? null : at(next.orElse(null), zone),
                Explanation.of(clock, ledger, now).lines().stream().map(line -> step(line, words)).toList(),
                clock.redated().stream().map(move -> move(move, words)).toList());
    }

    private static Optional<Instant> nextOpen(PublishedCalendar calendar, Instant now) {
        try {
            return Optional.of(calendar.calendar().nextOpen(now.truncatedTo(ChronoUnit.MILLIS)));
        } catch (OutOfTime never) {
            return Optional.empty();
        }
    }

    private static StepLine step(Line line, ClockWords words) {
        return new StepLine(at(line.from(), words.zone()), at(line.to(), words.zone()), line.counted().toString(), line.because(),
                line.step() == null ? line.name() : words.named(line), line.by(), words.of(line));
    }

    private static MoveLine move(Redating move, ClockWords words) {
        var fact = move.fact();
        return new MoveLine(at(move.at(), words.zone()), at(move.from(), words.zone()), at(move.to(), words.zone()),
                fact.what().name(), fact.by(), fact.reason(), words.of(move));
    }

    private static @Nullable OffsetDateTime due(List<Edge> edges, String key, ZoneId zone) {
        return edges.stream().filter(edge -> edge.key().equals(key)).map(edge -> at(edge.at(), zone)).findFirst().orElse(null);
    }

    static @Nullable OffsetDateTime at(@Nullable Instant instant, ZoneId zone) {
        return instant == null ? null : instant.atZone(zone).toOffsetDateTime();
    }
}
