package io.amparo.sla.clock;

import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.SlaClock.Ended;
import io.amparo.sla.clock.SlaClock.Redating;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Objective;
import io.amparo.sla.plan.Policies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All clocks of a ticket, as they follow from its ledger and the policies; nothing else goes in. */
public final class TicketClocks {

    /** Empty while a plan or calendar that the ledger names is not known yet: ask again later. */
    public static Optional<List<SlaClock>> of(Ledger ledger, Policies policies) {
        if (!ledger.mayHaveClocks()) return Optional.of(List.of());
        var tzdata = ledger.facts().stream().filter(fact -> fact.what() == What.TZDATA).map(Fact::value).toList();
        if (tzdata.isEmpty()) tzdata = List.of(policies.tzdata());
        for (var counted : tzdata)
            if (ledger.last(What.PLAN).isEmpty() || !ledger.facts().stream().allMatch(fact -> known(fact, counted, policies)))
                return Optional.empty();
        var clocks = new ArrayList<SlaClock>();
        for (var metric : Metric.values())
            clocks.addAll(new TicketClocks(metric, tzdata.getFirst(), policies).follow(ledger.facts()));
        return Optional.of(clocks);
    }

    private static boolean known(Fact fact, String tzdata, Policies policies) {
        return switch (fact.what()) {
            case PLAN -> Situation.plan(fact.value(), policies).filter(plan -> plan.calendars()
                    .allMatch(calendar -> policies.calendar(calendar.id(), calendar.version(), tzdata).isPresent())).isPresent();
            case CALENDAR -> {
                var named = Situation.calendar(fact.value());
                yield named.version() == 0 || policies.calendar(named.id(), named.version(), tzdata).isPresent();
            }
            default -> true;
        };
    }

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

    private TicketClocks(Metric metric, String tzdata, Policies policies) {
        this.metric = metric;
        this.now = new Situation(policies, tzdata);
    }

    private List<SlaClock> follow(List<Fact> facts) {
        for (int i = 0, next; i < facts.size(); i = next) {
            next = i + 1;
            while (next < facts.size() && facts.get(next).goesWith(facts.get(i)))
                next++;
            hear(facts.subList(i, next));
        }
        pass(null);
        if (startedAt != null) close(null, null, "");
        return clocks;
    }

    private void hear(List<Fact> news) {
        var at = news.getFirst().at();
        pass(at);
        var moving = startedAt == null ? null : news.stream().filter(fact -> fact.what().redates()).findFirst().orElse(null);
        var before = moving == null ? null : due();
        int run = cycle;
        news.forEach(now::learn);
        step(at, news);
        if (moving == null || startedAt == null || cycle != run) return;
        var after = due();
        if (!Objects.equals(before, after)) redated.add(new Redating(at, before, after, moving));
    }

    /** Lets happen what was bound to happen by then: a package ends, a pause has lasted too long, support ends. */
    private void pass(@Nullable Instant until) {
        for (var turn = turn(cursor); turn != null && (until == null || !turn.isAfter(until)); turn = turn(cursor)) {
            cursor = turn;
            step(turn, List.of());
        }
        if (until != null) cursor = until;
    }

    private @Nullable Instant turn(Instant after) {
        var overlong = overlong();
        var turns = overlong == null ? now.turns() : Stream.concat(now.turns(), Stream.of(overlong));
        return turns.filter(turn -> turn.isAfter(after)).min(Comparator.naturalOrder()).orElse(null);
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

    /** A ticket opened again goes on where it stopped, if its plan does not say otherwise; so does what was wrongly cancelled. */
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

    /** The due instant of the running clock as far as is known now. */
    private @Nullable Instant due() {
        var all = new ArrayList<>(segments);
        for (var turn = turn(cursor); turn != null; turn = turn(turn)) append(all, segment(turn));
        return new Course(all, null).due();
    }

    private void close(@Nullable Instant at, @Nullable Ended ended, String because) {
        clocks.add(new SlaClock(metric, cycle, startedAt, new Course(segments, at), ended, because, redated));
        if (at != null) append(segments, new Segment(at, false, "ENDED", objective, now.calendar(objective, at)));
        resumable = ended == Ended.CANCELLED
                ? !because.equals("BUG_DISQUALIFIED")
                : (metric == Metric.RESOLUTION || metric == Metric.FIX_DELIVERED) && now.over();
        startedAt = null;
        pausedSince = null;
        redated.clear();
    }
}
