package io.amparo.sla.clock;

import io.amparo.sla.calendar.NoOpenTimeException;
import io.amparo.sla.clock.SlaClock.DueDateChange;
import io.amparo.sla.clock.SlaClock.EndState;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFact.ReschedulingFact;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Objective;
import io.amparo.sla.plan.Objective.Rung;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tracks the clocks of one objective through the facts of a ticket. */
final class ObjectiveTracker {
    /** Codes of cancellations after which a clock does not resume: another bug or question gets its whole budget. */
    private static final Set<String> NON_RESUMABLE_CODES = Set.of("BUG_DISQUALIFIED", "SPLIT");

    private final Metric metric;
    private final TicketState state;
    private final List<SlaClock> clocks = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    private final List<DueDateChange> dueDateChanges = new ArrayList<>();
    private Instant cursor = Instant.MIN;
    private int cycle;
    private boolean resumable;
    private @Nullable Instant startedAt;
    private @Nullable Instant pausedSince;
    private @Nullable Objective objective;
    private @Nullable TicketFact reschedulingFact;
    private @Nullable Instant dueBefore;
    private @Nullable Instant dueIfResumedBefore;
    private @Nullable Segment segmentBefore;

    /** Creates the tracker of one objective. All trackers of a ticket share its state. */
    ObjectiveTracker(Metric metric, TicketState state) {
        this.metric = metric;
        this.state = state;
    }

    /** Advances to the instant of these facts, before the state contains any of them. */
    void before(List<TicketFact> newFacts) {
        advanceTo(newFacts.getFirst().at());
        reschedulingFact = null;
        if (startedAt == null) return;
        for (var fact : newFacts) if (reschedulingFact == null && fact instanceof ReschedulingFact) reschedulingFact = fact;
        if (reschedulingFact != null) {
            dueBefore = dueAt();
            dueIfResumedBefore = dueIfResumed(dueBefore, reschedulingFact.at());
            segmentBefore = segments.getLast();
        }
    }

    void apply(List<TicketFact> newFacts) {
        var at = newFacts.getFirst().at();
        int cycleBefore = cycle;
        transition(at, newFacts);
        if (reschedulingFact == null || startedAt == null || cycle != cycleBefore) return;
        var dueAfter = dueAt();
        boolean rescheduled = !Objects.equals(dueBefore, dueAfter)
                || !Objects.equals(dueIfResumedBefore, dueIfResumed(dueAfter, at)) || changesBudgetOrWithdrawsRung(at);
        if (rescheduled) dueDateChanges.add(new DueDateChange(at, dueBefore, dueAfter, reschedulingFact));
    }

    private boolean changesBudgetOrWithdrawsRung(Instant at) {
        var before = segmentBefore.objective();
        if (before.equals(objective)) return false;
        var consumed = new ClockTimeline(segments, null).consumed(at);
        return !before.budget().equals(objective.budget()) || before.ladder().stream().map(Rung::percent).anyMatch(
                percent -> segmentBefore.isReached(percent, consumed) && !segments.getLast().isReached(percent, consumed));
    }

    List<SlaClock> finish() {
        advanceTo(null);
        if (startedAt != null) close(null, null, "");
        return clocks;
    }

    /** Applies the transitions up to then: a package period ends, a pause reaches its limit, support ends. */
    private void advanceTo(@Nullable Instant until) {
        for (var next = nextTransition(cursor); next != null
                && (until == null || !next.isAfter(until)); next = nextTransition(cursor)) {
            cursor = next;
            transition(next, List.of());
        }
        if (until != null) cursor = until;
    }

    private @Nullable Instant nextTransition(Instant after) {
        var next = state.nextTransition(after);
        var limit = pauseLimit();
        return limit == null || !limit.isAfter(after) || next != null && next.isBefore(limit) ? next : limit;
    }

    private @Nullable Instant pauseLimit() {
        return pausedSince == null || objective == null || objective.longestPause() == null
                ? null
                : pausedSince.plus(objective.longestPause());
    }

    private void transition(Instant at, List<TicketFact> newFacts) {
        var blockingCode = state.blockedBy(metric, at);
        if (startedAt != null) {
            if (blockingCode != null)
                close(at, EndState.CANCELLED, blockingCode);
            else if (state.isMet(metric, newFacts))
                close(at, EndState.MET, "");
            else
                run(at);
        }
        if (startedAt == null && blockingCode == null && state.isDue(metric)) start(at);
    }

    /**
     * The clock of a reopened ticket resumes, unless its plan starts a new cycle. A clock that was wrongly cancelled resumes too.
     */
    private void start(Instant at) {
        boolean reopened = !clocks.isEmpty() && clocks.getLast().endState() == EndState.MET;
        if (!resumable || reopened && state.startsNewCycleWhenReopened()) segments.clear();
        startedAt = at;
        cycle++;
        run(at);
    }

    private void run(Instant at) {
        objective = state.objective(metric).orElseThrow();
        if (!objective.pauseStatuses().contains(state.status()))
            pausedSince = null;
        else if (pausedSince == null) pausedSince = at;
        append(segments, segment(at));
    }

    private Segment segment(Instant at) {
        var limit = pauseLimit();
        boolean paused = pausedSince != null && (limit == null || at.isBefore(limit));
        return new Segment(at, !paused, paused ? state.status() : "", objective, state.calendar(objective, at));
    }

    private static void append(List<Segment> segments, Segment next) {
        if (!segments.isEmpty() && segments.getLast().from().equals(next.from())) segments.removeLast();
        if (segments.isEmpty() || !next.continues(segments.getLast())) segments.add(next);
    }

    private @Nullable Instant dueAt() {
        return dueAt(expectedSegments());
    }

    private static @Nullable Instant dueAt(List<Segment> timeline) {
        return new ClockTimeline(timeline, null).dueAt();
    }

    /** Returns the segments of the running clock as far as they are known. The end of support is no end here. */
    private List<Segment> expectedSegments() {
        var timeline = new ArrayList<>(segments);
        for (var transition = nextTransition(cursor); transition != null; transition = nextTransition(transition))
            append(timeline, segment(transition));
        return timeline;
    }

    /**
     * Returns when a clock in an open-ended pause would fall due if it resumed now; null for other clocks, and if too little open
     * time remains.
     */
    private @Nullable Instant dueIfResumed(@Nullable Instant dueAt, Instant at) {
        try {
            return dueAt == null ? new ClockTimeline(segments, null).dueIfResumedAt(at) : null;
        } catch (NoOpenTimeException noOpenTime) {
            return null;
        }
    }

    private void close(@Nullable Instant at, @Nullable EndState endState, String cancellationCode) {
        // The end of support moves no due instant, also not that of a pause which would outlast it: no event announces its
        // removal.
        var due = cancellationCode.equals(TicketState.END_OF_LIFE) ? dueAt(expectedSegments()) : dueAt(segments);
        clocks.add(new SlaClock(metric, cycle, startedAt, new ClockTimeline(segments, at), due, endState, cancellationCode,
                dueDateChanges));
        if (at != null) append(segments, new Segment(at, false, "ENDED", objective, state.calendar(objective, at)));
        resumable = endState == EndState.CANCELLED
                ? !NON_RESUMABLE_CODES.contains(cancellationCode)
                : (metric == Metric.RESOLUTION || metric == Metric.FIX_DELIVERED) && state.isResolvedOrClosed();
        startedAt = null;
        pausedSince = null;
        dueDateChanges.clear();
    }
}
