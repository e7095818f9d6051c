package io.amparo.sla.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How one clock has run so far, and how it will run if nothing more happens; all of the arithmetic of a clock. */
record Course(List<Segment> segments, @Nullable Instant end) {
    Course {
        segments = List.copyOf(segments);
    }

    Segment last() {
        return segments.getLast();
    }

    /** The budget used up at {@code now}. */
    Duration consumed(Instant now) {
        var sum = Duration.ZERO;
        for (int i = 0; i < segments.size(); i++) {
            var segment = segments.get(i);
            var until = earlier(until(i), now);
            if (segment.running() && until.isAfter(segment.from()))
                sum = sum.plus(segment.calendar().elapsed(segment.from(), until));
        }
        return sum;
    }

    /**
     * When the budget in force has been used up for good; null while a pause without end lies before it. A budget cut below what is already
     * used falls due when it was cut.
     */
    @Nullable
    Instant due() {
        return reached(100, true);
    }

    /** When this part of the budget was, or will be, used up for the first time; null while a pause without end lies before it. */
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
            var wanted = segment.budget().multipliedBy(percent).dividedBy(100);
            if (used.compareTo(wanted) < 0) reached = null;
            if (!segment.running()) continue;
            if (reached == null) {
                var at = used.compareTo(wanted) >= 0
                        ? segment.from()
                        : segment.calendar().add(segment.from(), wanted.minus(used));
                if (until == null || !at.isAfter(until)) reached = at;
            }
            if (reached != null && !forGood || until == null) return reached;
            used = used.plus(segment.calendar().elapsed(segment.from(), until));
        }
        return reached;
    }

    /** The due instant if a standing clock were to run from {@code now} on. */
    Instant ifResumed(Instant now) {
        var left = last().budget().minus(consumed(now));
        return left.isPositive() ? last().calendar().add(now, left) : now;
    }

    /** As it was before anything after segment {@code count} happened. */
    Course first(int count) {
        return new Course(segments.subList(0, count), null);
    }

    private @Nullable Instant until(int i) {
        return i + 1 < segments.size() ? segments.get(i + 1).from() : end;
    }

    private static Instant earlier(@Nullable Instant a, Instant b) {
        return a == null || b.isBefore(a) ? b : a;
    }
}
