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
     * Returns when the budget in force is used up for the last time; null if an open-ended pause comes first. A budget that is
     * cut below the consumed time falls due at the cut.
     */
    @Nullable
    public Instant dueAt() {
        return reachedAt(100, true);
    }

    /**
     * Returns when this percentage of the budget is reached for the first time while the plan has a rung for it; null if an
     * open-ended pause comes first.
     */
    @Nullable
    public Instant reachedAt(int percent) {
        return reachedAt(percent, false);
    }

    private @Nullable Instant reachedAt(int percent, boolean lastTime) {
        var consumed = Duration.ZERO;
        Instant reachedAt = null;
        for (int i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            var until = endOf(i);
            var threshold = segment.budgetShare(percent);
            if (consumed.compareTo(threshold) < 0) reachedAt = null;
            if (!segment.running()) continue;
            if (reachedAt == null && segment.hasRung(percent)) {
                var at = consumed.compareTo(threshold) >= 0 ? segment.from() : segment.add(threshold.minus(consumed));
                if (until == null || !at.isAfter(until)) reachedAt = at;
            }
            if (reachedAt != null && !lastTime || until == null) return reachedAt;
            consumed = consumed.plus(segment.openTimeUntil(until));
        }
        return reachedAt;
    }

    /** Returns the percentages of all rungs of all plans on this timeline. */
    public Set<Integer> rungPercents() {
        var percents = new TreeSet<Integer>();
        for (var segment : segments) segment.objective().ladder().forEach(rung -> percents.add(rung.percent()));
        return percents;
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
