package io.amparo.sla.clock;

import io.amparo.sla.calendar.Step;
import io.amparo.sla.clock.Fact.What;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a clock falls due when it does: every stretch of time from its beginning to its due instant, in order and without a gap.
 * The counted ones add up to the budget; only a budget that was cut below what was used already has more.
 */
public record Explanation(List<Line> lines) {

    /** Why a stretch counts or not; PRIORITY and TERMS last no time: from there on another promise or calendar counts. */
    public enum Because {
        WINDOW, CLOSED, HOLIDAY, CLOSURE, OPENING, PAUSED, PRIORITY, TERMS
    }

    /**
     * One stretch.
     *
     * @param step what the calendar says of it; null where it is not the calendar that decides
     * @param name the status that holds the clock, the new priority, or the new term
     * @param by who did it
     */
    public record Line(Instant from, Instant to, Duration counted, Because because, @Nullable Step step, @Nullable String name,
            @Nullable String by) {}

    /** Up to the due instant; up to {@code now} where a pause without end lies before it. */
    public static Explanation of(SlaClock clock, Ledger ledger, Instant now) {
        var lines = new ArrayList<Line>();
        var segments = clock.course().segments();
        var due = clock.dueAt();
        var end = due == null ? now : due;
        for (int i = 0; i < segments.size() && !segments.get(i).from().isAfter(end); i++) {
            var segment = segments.get(i);
            if (i > 0) turned(segments.get(i - 1), segment, ledger, lines);
            var until = i + 1 < segments.size() && segments.get(i + 1).from().isBefore(end) ? segments.get(i + 1).from() : end;
            if (segment.running())
                for (var step : segment.calendar().calendar().steps(segment.from(), until)) lines.add(counted(step));
            else if (until.isAfter(segment.from()))
                lines.add(new Line(segment.from(), until, Duration.ZERO, Because.PAUSED, null, segment.because(),
                        by(ledger, segment.from(), What.STATUS)));
        }
        return new Explanation(List.copyOf(lines));
    }

    private static Line counted(Step step) {
        return new Line(step.from(), step.to(), step.counted() ? Duration.between(step.from(), step.to()) : Duration.ZERO,
                Because.valueOf(step.because().name()), step, null, null);
    }

    private static void turned(Segment before, Segment after, Ledger ledger, List<Line> lines) {
        if (before.objective().equals(after.objective()) && before.sameCalendar(after)) return;
        var facts = ledger.facts().stream().filter(fact -> fact.at().equals(after.from()) && fact.what().redates()).toList();
        for (var fact : facts)
            lines.add(new Line(after.from(), after.from(), Duration.ZERO,
                    fact.what() == What.PRIORITY ? Because.PRIORITY : Because.TERMS, null,
                    fact.what() == What.PRIORITY ? fact.value() : fact.what().name(), fact.by()));
        if (facts.isEmpty()) // a package has begun or ended by itself
            lines.add(new Line(after.from(), after.from(), Duration.ZERO, Because.TERMS, null, What.COVER.name(), null));
    }

    private static @Nullable String by(Ledger ledger, Instant at, What what) {
        return ledger.facts().stream().filter(fact -> fact.at().equals(at) && fact.what() == what).map(Fact::by)
                .filter(by -> by != null).findFirst().orElse(null);
    }

    public Duration counted() {
        return lines.stream().map(Line::counted).reduce(Duration.ZERO, Duration::plus);
    }
}
