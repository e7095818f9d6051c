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
record Course(List<Segment> segments, @Nullable Instant end) {
    Course {
        segments = List.copyOf(segments);
    }

    /** Returns the segment in force at {@code now}, or the first segment before it begins. */
    Segment at(Instant now) {
        return segments.get(index(now));
    }

    private int index(Instant now) {
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
            var until = earlier(until(i), now);
            if (segment.running() && until.isAfter(segment.from())) sum = sum.plus(segment.elapsed(until));
        }
        return sum;
    }

    /**
     * Returns when the budget in force is used up for the last time; null if an open-ended pause comes first. A budget that is
     * cut below the consumed time falls due at the cut.
     */
    @Nullable
    Instant due() {
        return reached(100, true);
    }

    /**
     * Returns when this percentage of the budget is reached for the first time while the plan has a rung for it; null if an
     * open-ended pause comes first.
     */
    @Nullable
    Instant reached(int percent) {
        return reached(percent, false);
    }

    private @Nullable Instant reached(int percent, boolean forGood) {
        var used = Duration.ZERO;
        Instant reached = null;
        for (int i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            var until = until(i);
            var wanted = segment.part(percent);
            if (used.compareTo(wanted) < 0) reached = null;
            if (!segment.running()) continue;
            if (reached == null && segment.tells(percent)) {
                var at = used.compareTo(wanted) >= 0 ? segment.from() : segment.add(wanted.minus(used));
                if (until == null || !at.isAfter(until)) reached = at;
            }
            if (reached != null && !forGood || until == null) return reached;
            used = used.plus(segment.elapsed(until));
        }
        return reached;
    }

    /** Returns the percentages of all rungs of all plans on this timeline. */
    Set<Integer> rungs() {
        var percents = new TreeSet<Integer>();
        for (var segment : segments) segment.objective().ladder().forEach(rung -> percents.add(rung.percent()));
        return percents;
    }

    /** Returns the due instant if a paused clock resumed at {@code now}. */
    Instant ifResumed(Instant now) {
        int standing = index(now);
        var going = new ArrayList<>(segments.subList(0, standing + 1));
        going.add(segments.get(standing).resumed(now));
        for (var ahead : segments.subList(standing + 1, segments.size())) going.add(ahead.resumed(ahead.from()));
        var due = new Course(going, null).due();
        return due == null || due.isBefore(now) ? now : due;
    }

    private @Nullable Instant until(int i) {
        return i + 1 < segments.size() ? segments.get(i + 1).from() : end;
    }

    private static Instant earlier(@Nullable Instant a, Instant b) {
        return a == null || b.isBefore(a) ? b : a;
    }
}
