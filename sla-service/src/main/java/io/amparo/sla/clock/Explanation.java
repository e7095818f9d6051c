package io.amparo.sla.clock;

import io.amparo.sla.calendar.CalendarStep;
import io.amparo.sla.ledger.FactCodec;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFact.PriorityChanged;
import io.amparo.sla.ledger.TicketFact.ReschedulingFact;
import io.amparo.sla.ledger.TicketFact.StatusChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Explains the due instant of a clock: all periods from its start to its due instant, in order and without a gap. The counted
 * periods add up to the budget. They exceed it only if the budget was cut below the consumed time. A budget of many years has
 * only its first 2,000 periods.
 *
 * @param omitted what follows the last line; null if the explanation is complete
 */
public record Explanation(List<Line> lines, @Nullable Omission omitted) {
    private static final int MAX_LINES = 2_000;

    /**
     * Why a period counts or does not count. PRIORITY and TERMS have no duration: another objective or calendar applies from
     * there on.
     */
    public enum ExplanationReason {
        WINDOW, CLOSED, HOLIDAY, CLOSURE, OPENING, PAUSED, PRIORITY, TERMS
    }

    /**
     * One period.
     *
     * @param step the reason of the calendar; null where the calendar does not decide
     * @param name the status that pauses the clock, the new priority, or the new term
     * @param by the person who caused it, null for none
     */
    public record Line(Instant from, Instant to, Duration counted, ExplanationReason type, @Nullable CalendarStep step,
            @Nullable String name, @Nullable String by) {}

    /**
     * The part of an explanation that exceeds the limit. The periods in it are not counted: there may be many thousands, and each
     * must be computed.
     *
     * @param counted the open time in it
     */
    public record Omission(Instant from, Instant to, Duration counted) {}

    /** Explains a clock up to its due instant, or up to {@code now} if an open-ended pause comes first. */
    public static Explanation of(SlaClock clock, Ledger ledger, Instant now) {
        var lines = new ArrayList<Line>();
        var segments = clock.timeline().segments();
        var due = clock.dueAt();
        var end = due == null ? now : due;
        for (int i = 0; i < segments.size() && !segments.get(i).from().isAfter(end) && lines.size() < MAX_LINES; i++) {
            var segment = segments.get(i);
            if (i > 0) addTermChanges(segments.get(i - 1), segment, ledger, lines);
            var until = i + 1 < segments.size() && segments.get(i + 1).from().isBefore(end) ? segments.get(i + 1).from() : end;
            if (segment.running())
                for (var step : segment.calendar().calendar().steps(segment.from(), until, Math.max(0, MAX_LINES - lines.size())))
                    lines.add(counted(step));
            else if (until.isAfter(segment.from()))
                lines.add(new Line(segment.from(), until, Duration.ZERO, ExplanationReason.PAUSED, null, segment.pauseStatus(),
                        author(ledger, segment.from())));
        }
        return new Explanation(List.copyOf(lines), omission(clock, lines, end));
    }

    private static @Nullable Omission omission(SlaClock clock, List<Line> lines, Instant end) {
        if (lines.size() < MAX_LINES || !lines.getLast().to().isBefore(end)) return null;
        return new Omission(lines.getLast().to(), end, clock.timeline().consumed(end).minus(sum(lines)));
    }

    private static Line counted(CalendarStep step) {
        return new Line(step.from(), step.to(), step.counted() ? Duration.between(step.from(), step.to()) : Duration.ZERO,
                ExplanationReason.valueOf(step.type().name()), step, null, null);
    }

    private static void addTermChanges(Segment before, Segment after, Ledger ledger, List<Line> lines) {
        if (before.objective().equals(after.objective()) && before.hasSameCalendarAs(after)) return;
        var facts = ledger.facts().stream().filter(fact -> fact.at().equals(after.from()) && fact instanceof ReschedulingFact)
                .toList();
        for (var fact : facts)
            lines.add(fact instanceof PriorityChanged change
                    ? change(after, ExplanationReason.PRIORITY, change.priority(), fact.by())
                    : change(after, ExplanationReason.TERMS, FactCodec.term(fact), fact.by()));
        if (facts.isEmpty()) // a package period started or ended
            lines.add(change(after, ExplanationReason.TERMS, FactCodec.COVER, null));
    }

    private static Line change(Segment after, ExplanationReason type, String name, @Nullable String by) {
        return new Line(after.from(), after.from(), Duration.ZERO, type, null, name, by);
    }

    private static @Nullable String author(Ledger ledger, Instant at) {
        return ledger.facts().stream().filter(fact -> fact.at().equals(at) && fact instanceof StatusChanged).map(TicketFact::by)
                .filter(by -> by != null).findFirst().orElse(null);
    }

    public Duration counted() {
        return sum(lines);
    }

    private static Duration sum(List<Line> lines) {
        return lines.stream().map(Line::counted).reduce(Duration.ZERO, Duration::plus);
    }
}
