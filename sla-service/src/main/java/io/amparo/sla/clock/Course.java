package io.amparo.sla.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How one clock has run so far, and how it will run if nothing more happens; all of the arithmetic of a clock. */
record Course(List<Segment> segments, @Nullable Instant end) {
    Course {
        segments = List.copyOf(segments);
    }

    /** What is in force at an instant; before the beginning what it begins with. */
    Segment at(Instant now) {
        return segments.get(index(now));
    }

    private int index(Instant now) {
        int i = segments.size() - 1;
        while (i > 0 && segments.get(i).from().isAfter(now))
            i--;
        return i;
    }

    /** The budget used up at {@code now}. */
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
     * When the budget in force has been used up for good; null while a pause without end lies before it. A budget cut below what
     * is already used falls due when it was cut.
     */
    @Nullable
    Instant due() {
        return reached(100, true);
    }

    /**
     * When this part of the budget was, or will be, used up for the first time while the plan tells of it; null while a pause
     * without end lies before it.
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

    /** Every percentage that the plan tells, or told, of. */
    Set<Integer> rungs() {
        var percents = new TreeSet<Integer>();
        for (var segment : segments) segment.objective().ladder().forEach(rung -> percents.add(rung.percent()));
        return percents;
    }

    /** The due instant if a standing clock were to run from {@code now} on. */
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
