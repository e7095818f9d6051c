package io.amparo.sla.clock;

import io.amparo.sla.calendar.OutOfTime;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.SlaClock.Ended;
import io.amparo.sla.clock.SlaClock.Redating;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Objective;
import io.amparo.sla.plan.Policies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tracks the clocks of one objective through the facts of a ticket. {@link #of} computes all clocks of a ticket; the ledger and
 * the policies are its only input.
 */
public final class TicketClocks {

    /**
     * Returns all clocks of a ticket; empty while a plan or calendar that the ledger names is not published yet. The caller tries
     * again later.
     */
    public static Optional<List<SlaClock>> of(Ledger ledger, Policies policies) {
        if (!ledger.mayHaveClocks()) return Optional.of(List.of());
        var tzdata = new ArrayList<String>();
        for (var fact : ledger.facts()) if (fact.what() == What.TZDATA) tzdata.add(fact.value());
        if (tzdata.isEmpty()) tzdata.add(policies.tzdata());
        if (ledger.last(What.PLAN).isEmpty()) return Optional.empty();
        for (var counted : tzdata) for (var fact : ledger.facts()) if (!known(fact, counted, policies)) return Optional.empty();
        return Optional.of(follow(ledger.facts(), new Situation(policies, tzdata.getFirst())));
    }

    private static List<SlaClock> follow(List<Fact> facts, Situation now) {
        var all = new ArrayList<TicketClocks>();
        for (var metric : Metric.values()) all.add(new TicketClocks(metric, now));
        for (int i = 0, next; i < facts.size(); i = next) {
            next = i + 1;
            while (next < facts.size() && facts.get(next).goesWith(facts.get(i)))
                next++;
            var news = facts.subList(i, next);
            for (var each : all) each.await(news);
            news.forEach(now::learn);
            for (var each : all) each.hear(news);
        }
        var clocks = new ArrayList<SlaClock>();
        for (var each : all) clocks.addAll(each.end());
        return clocks;
    }

    private static boolean known(Fact fact, String tzdata, Policies policies) {
        return switch (fact.what()) {
            case PLAN -> Situation.plan(fact.value(), policies).filter(plan -> policies.hasCalendarsOf(plan, tzdata)).isPresent();
            case CALENDAR -> {
                var named = Situation.calendar(fact.value());
                yield named.version() == 0 || policies.calendar(named.id(), named.version(), tzdata).isPresent();
            }
            default -> true;
        };
    }

    /** Codes of cancellations after which a clock does not resume: another bug or question gets its whole budget. */
    private static final Set<String> ANEW = Set.of("BUG_DISQUALIFIED", "SPLIT");

    private final Metric metric;
    private final Situation now;
    private final List<SlaClock> clocks = new ArrayList<>();
    private final List<Segment> segments = new ArrayList<>();
    private final List<Redating> redated = new ArrayList<>();
    private Instant cursor = Instant.MIN;
    private int cycle;
    private boolean resumable;
    private @Nullable Instant startedAt;
    private @Nullable Instant pausedSince;
    private @Nullable Objective objective;
    private @Nullable Fact moving;
    private @Nullable Instant dueBefore;
    private @Nullable Instant resumedBefore;

    /** Creates the tracker of one objective. All trackers of a ticket share its state. */
    private TicketClocks(Metric metric, Situation now) {
        this.metric = metric;
        this.now = now;
    }

    /** Advances to the instant of these facts, before the state contains any of them. */
    private void await(List<Fact> news) {
        pass(news.getFirst().at());
        moving = null;
        if (startedAt == null) return;
        for (var fact : news) if (moving == null && fact.what().redates()) moving = fact;
        if (moving != null) {
            dueBefore = due();
            resumedBefore = resumed(dueBefore, moving.at());
        }
    }

    private void hear(List<Fact> news) {
        var at = news.getFirst().at();
        int run = cycle;
        step(at, news);
        if (moving == null || startedAt == null || cycle != run) return;
        var after = due();
        boolean moved = !Objects.equals(dueBefore, after) || !Objects.equals(resumedBefore, resumed(after, at));
        if (moved) redated.add(new Redating(at, dueBefore, after, moving));
    }

    private List<SlaClock> end() {
        pass(null);
        if (startedAt != null) close(null, null, "");
        return clocks;
    }

    /** Applies the transitions up to then: a package period ends, a pause reaches its limit, support ends. */
    private void pass(@Nullable Instant until) {
        for (var turn = turn(cursor); turn != null && (until == null || !turn.isAfter(until)); turn = turn(cursor)) {
            cursor = turn;
            step(turn, List.of());
        }
        if (until != null) cursor = until;
    }

    private @Nullable Instant turn(Instant after) {
        var next = now.turn(after);
        var overlong = overlong();
        return overlong == null || !overlong.isAfter(after) || next != null && next.isBefore(overlong) ? next : overlong;
    }

    private @Nullable Instant overlong() {
        return pausedSince == null || objective == null || objective.longestPause() == null
                ? null
                : pausedSince.plus(objective.longestPause());
    }

    private void step(Instant at, List<Fact> news) {
        var barred = now.barred(metric, at);
        if (startedAt != null) {
            if (barred != null)
                close(at, Ended.CANCELLED, barred);
            else if (now.met(metric, news))
                close(at, Ended.MET, "");
            else
                go(at);
        }
        if (startedAt == null && barred == null && now.owes(metric)) begin(at);
    }

    /**
     * The clock of a reopened ticket resumes, unless its plan starts a new cycle. A clock that was wrongly cancelled resumes too.
     */
    private void begin(Instant at) {
        boolean reopened = !clocks.isEmpty() && clocks.getLast().ended() == Ended.MET;
        if (!resumable || reopened && now.beginsAnewWhenReopened()) segments.clear();
        startedAt = at;
        cycle++;
        go(at);
    }

    private void go(Instant at) {
        objective = now.objective(metric).orElseThrow();
        if (!objective.pauseStatuses().contains(now.status()))
            pausedSince = null;
        else if (pausedSince == null) pausedSince = at;
        append(segments, segment(at));
    }

    private Segment segment(Instant at) {
        var overlong = overlong();
        boolean stands = pausedSince != null && (overlong == null || at.isBefore(overlong));
        return new Segment(at, !stands, stands ? now.status() : "", objective, now.calendar(objective, at));
    }

    private static void append(List<Segment> segments, Segment next) {
        if (!segments.isEmpty() && segments.getLast().from().equals(next.from())) segments.removeLast();
        if (segments.isEmpty() || !next.continues(segments.getLast())) segments.add(next);
    }

    /** Returns the due instant of the running clock as far as it is known. */
    private @Nullable Instant due() {
        var all = new ArrayList<>(segments);
        for (var turn = turn(cursor); turn != null; turn = turn(turn)) append(all, segment(turn));
        return new Course(all, null).due();
    }

    /**
     * Returns when a clock in an open-ended pause would fall due if it resumed now; null for other clocks, and if too little open
     * time remains.
     */
    private @Nullable Instant resumed(@Nullable Instant due, Instant at) {
        try {
            return due == null ? new Course(segments, null).ifResumed(at) : null;
        } catch (OutOfTime never) {
            return null;
        }
    }

    private void close(@Nullable Instant at, @Nullable Ended ended, String because) {
        clocks.add(new SlaClock(metric, cycle, startedAt, new Course(segments, at), ended, because, redated));
        if (at != null) append(segments, new Segment(at, false, "ENDED", objective, now.calendar(objective, at)));
        resumable = ended == Ended.CANCELLED
                ? !ANEW.contains(because)
                : (metric == Metric.RESOLUTION || metric == Metric.FIX_DELIVERED) && now.over();
        startedAt = null;
        pausedSince = null;
        redated.clear();
    }
}
