package io.amparo.sla.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The timeline of one clock: its past, and its future if no further fact arrives. It contains all arithmetic of a clock.
 *
 * @param end null while no end is known
 */
public record ClockTimeline(List<Segment> segments, @Nullable Instant end) {
    public ClockTimeline {
        segments = List.copyOf(segments);
    }

    /** Returns the segment in force at {@code now}, or the first segment before it begins. */
    Segment segmentAt(Instant now) {
        return segments.get(indexAt(now));
    }

    private int indexAt(Instant now) {
        int i = segments.size() - 1;
        while (i > 0 && segments.get(i).from().isAfter(now))
            i--;
        return i;
    }

    /** Returns the open time consumed at {@code now}. */
    Duration consumed(Instant now) {
        var sum = Duration.ZERO;
        for (int i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            var until = earlier(endOf(i), now);
            if (segment.running() && until.isAfter(segment.from())) sum = sum.plus(segment.openTimeUntil(until));
        }
        return sum;
    }

    /**
     * Returns since when the budget in force is used up, or when it will be; null if an open-ended pause comes first. A budget
     * that is cut below the consumed time falls due at the cut.
     */
    @Nullable
    public Instant dueAt() {
        var crossings = new ArrayList<Crossing>();
        addCrossings(100, consumedBefore(), crossings);
        return crossings.isEmpty() || !crossings.getLast().reached() ? null : crossings.getLast().at();
    }

    /**
     * A rung becomes reached, or is no longer reached because another objective applies. A rung is reached if the objective in
     * force has it and the clock has consumed its share of the budget. A paused clock reaches nothing.
     */
    public record Crossing(int percent, Instant at, boolean reached) {}

    /** Whether a rung is reached at an instant. */
    boolean isReached(int percent, Instant now) {
        int index = indexAt(now);
        var segment = segments.get(index);
        if (!segment.isReached(percent, consumed(now))) return false;
        if (segment.running()) return true;
        var crossings = new ArrayList<Crossing>();
        var past = new ClockTimeline(segments.subList(0, index + 1), null);
        past.addCrossings(percent, past.consumedBefore(), crossings);
        return !crossings.isEmpty() && crossings.getLast().reached();
    }

    /** Returns the crossings of all rungs of all objectives on this timeline; those of one rung are in order of time. */
    public List<Crossing> crossings() {
        var crossings = new ArrayList<Crossing>();
        var consumed = consumedBefore();
        for (int percent : percents()) addCrossings(percent, consumed, crossings);
        return crossings;
    }

    /** The rung at 100 percent is the breach, which every objective has. */
    private Set<Integer> percents() {
        var percents = new TreeSet<Integer>();
        percents.add(100);
        for (var segment : segments) for (var rung : segment.objective().ladder()) percents.add(rung.percent());
        return percents;
    }

    /** Returns the open time consumed before each segment. */
    private Duration[] consumedBefore() {
        var consumed = new Duration[segments.size()];
        var sum = Duration.ZERO;
        for (int i = 0; i < consumed.length; i++) {
            consumed[i] = sum;
            if (i + 1 < consumed.length && segments.get(i).running())
                sum = sum.plus(segments.get(i).openTimeUntil(segments.get(i + 1).from()));
        }
        return consumed;
    }

    private void addCrossings(int percent, Duration[] consumed, List<Crossing> crossings) {
        boolean reached = false;
        for (int i = 0; i < consumed.length; i++) {
            var segment = segments.get(i);
            if (reached != isReachedAtStart(i, percent, consumed[i], reached)) {
                reached = !reached;
                crossings.add(new Crossing(percent, segment.from(), reached));
            }
            var share = segment.budgetShare(percent);
            if (reached || !segment.running() || !segment.hasRung(percent)
                    || i + 1 < consumed.length && consumed[i + 1].compareTo(share) < 0)
                continue;
            var at = segment.add(share.minus(consumed[i]));
            var until = endOf(i);
            if (until == null || at.isBefore(until)) crossings.add(new Crossing(percent, at, reached = true));
        }
    }

    /**
     * At the instant at which a segment begins, its objective alone decides. A pause that begins at the instant at which the
     * clock reaches the rung does not prevent it.
     */
    private boolean isReachedAtStart(int index, int percent, Duration consumed, boolean reachedBefore) {
        var segment = segments.get(index);
        if (!segment.isReached(percent, consumed)) return false;
        if (reachedBefore || segment.running()) return true;
        var previous = index == 0 ? segment : segments.get(index - 1);
        return previous.running() && previous.isReached(percent, consumed);
    }

    /** Returns the due instant if a paused clock resumed at {@code now}. */
    public Instant dueIfResumedAt(Instant now) {
        int pausedIndex = indexAt(now);
        var resumed = new ArrayList<>(segments.subList(0, pausedIndex + 1));
        resumed.add(segments.get(pausedIndex).resumedAt(now));
        for (var later : segments.subList(pausedIndex + 1, segments.size())) resumed.add(later.resumedAt(later.from()));
        var due = new ClockTimeline(resumed, null).dueAt();
        return due == null || due.isBefore(now) ? now : due;
    }

    private @Nullable Instant endOf(int i) {
        return i + 1 < segments.size() ? segments.get(i + 1).from() : end;
    }

    private static Instant earlier(@Nullable Instant a, Instant b) {
        return a == null || b.isBefore(a) ? b : a;
    }
}
