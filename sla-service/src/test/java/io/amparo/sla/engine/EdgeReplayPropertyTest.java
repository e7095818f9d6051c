package io.amparo.sla.engine;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.ReplayedClocks;
import io.amparo.sla.calendar.CalendarFixtures;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.clock.ClockTracker;
import io.amparo.sla.clock.Segment;
import io.amparo.sla.clock.SlaClock;
import io.amparo.sla.ledger.Facts;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFact;
import io.amparo.sla.ledger.TicketFactMapper;
import io.amparo.sla.plan.CalendarVersion;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Objective;
import io.amparo.sla.plan.Objective.Rung;
import io.amparo.sla.plan.PlanVersion;
import io.amparo.sla.plan.Policies;
import io.amparo.sla.plan.SlaPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * A consumer that knows only the emitted events has, at each instant, the clocks that the pure function computes, over random
 * changes of plan, calendar, contract, package, priority, kind and status.
 */
class EdgeReplayPropertyTest {
    private static final Instant OPENED = Instant.parse("2026-07-20T10:00:00Z");
    private static final Policies POLICIES = policies();
    /** A second generation of an edge other than a rung. */
    private static final Pattern CORRECTION = Pattern
            .compile("t1/.*/(met|cancelled|started-\\d+|paused-\\d+|resumed-\\d+|rescheduled-[\\d-]+)/\\d+");
    private static final String TZDATA = POLICIES.tzdata();

    /** Plan "short" has small budgets and rungs that no other plan has; a change to it and back withdraws rungs. */
    private static Policies policies() {
        var policies = ClockFixtures.policies();
        policies.add(new PublishedCalendar("z", 2, "z", CalendarFixtures.calendar("A"), Instant.EPOCH));
        policies.add(CalendarFixtures.zoneTable("America/Sao_Paulo", "later", "-05:00"));
        var objectives = Stream.of(Metric.values())
                .flatMap(metric -> Stream.of("P1", "P2", "P3").map(priority -> shortObjective(priority, metric))).toList();
        policies.add(ClockFixtures.plan("short", objectives, SlaPlan.Reopening.RESUME, List.of()));
        return policies;
    }

    private static Objective shortObjective(String priority, Metric metric) {
        return new Objective("INCIDENT", priority, metric, Duration.ofMinutes(30 + 10 * metric.ordinal()),
                new CalendarVersion("z", 1), Set.of("WAITING_CUSTOMER", "IN_PROGRESS"), null,
                List.of(new Rung(25, List.of("agent")), new Rung(50, List.of()), new Rung(100, List.of("manager")),
                        new Rung(300, List.of("admin"))));
    }

    private record RandomFact(String what, String value, int minutesLater, int delay) {}

    @Provide
    Arbitrary<List<RandomFact>> punctualFacts() {
        return facts(Arbitraries.of(1, 5, 20, 45, 90, 200, 600, 1500), Arbitraries.just(0));
    }

    /** Several facts may have the same instant. */
    @Provide
    Arbitrary<List<RandomFact>> lateFacts() {
        return facts(Arbitraries.of(0, 1, 5, 20, 45, 90, 200, 600, 1500), Arbitraries.of(0, 0, 0, 1, 30, 300));
    }

    private static Arbitrary<List<RandomFact>> facts(Arbitrary<Integer> minutesLater, Arbitrary<Integer> delays) {
        var times = Combinators.combine(minutesLater, delays).as(Times::new);
        var one = Arbitraries.oneOf(
                fact(times, "STATUS", "OPEN", "IN_PROGRESS", "WAITING_CUSTOMER", "RESOLVED", "REOPENED", "CLOSED", "DECLINED"),
                fact(times, "PRIORITY", "P1", "P2", "P3"), fact(times, "REPLIED", "fabio"), fact(times, "ASKED", "bruno"),
                fact(times, "PLAN", "a/1", "z/1", "full/1", "anew/1", "short/1"), fact(times, "PLAN", "full/1", "short/1"),
                fact(times, "BUG", "", "OPM-1"), fact(times, "FIXED", "9.3"), fact(times, "KIND", "INCIDENT", "SERVICE_REQUEST"),
                fact(times, "COVER", "", "incidente-24x7 2026-07-21T03:00:00Z 2026-07-23T03:00:00Z"),
                fact(times, "SUPPORT", "", "2026-07-23T03:00:00Z", "2026-08-01T03:00:00Z"),
                fact(times, "CALENDAR", "z/2", "z/0", "a/1", "a/0"), fact(times, "TZDATA", TZDATA, "later"));
        return one.list().ofMinSize(2).ofMaxSize(14);
    }

    /** @param delay minutes from the fact until the engine receives it */
    private record Times(int minutesLater, int delay) {}

    private static Arbitrary<RandomFact> fact(Arbitrary<Times> times, String what, String... values) {
        return Combinators.combine(Arbitraries.of(values), times)
                .as((value, time) -> new RandomFact(what, value, time.minutesLater, time.delay));
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void replayed_events_give_the_state_of_each_clock_at_each_instant(@ForAll("punctualFacts") List<RandomFact> facts) {
        var run = new Run(facts);
        run.play(Run::assertSameClocks);
        assertThat(run.ids).as("no corrections").noneMatch(CORRECTION.asMatchPredicate());
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void replayed_events_give_the_same_state_although_facts_arrive_late(@ForAll("lateFacts") List<RandomFact> facts) {
        new Run(facts).play(Run::assertSameClocks);
    }

    /** The change of the calendar does not move the clock before the late fact arrives, and does so afterwards. */
    @Example
    void correction_at_the_instant_of_a_change_reports_the_whole_difference() {
        new Run(List.of(new RandomFact("TZDATA", "later", 0, 30), new RandomFact("CALENDAR", "z/2", 1, 0),
                new RandomFact("PRIORITY", "P2", 0, 0))).play(Run::assertSameClocks);
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void restart_or_repetition_emits_nothing_twice(@ForAll("lateFacts") List<RandomFact> facts) {
        new Run(facts).play(run -> assertThat(run.watch.advance(POLICIES, run.now).events()).isEmpty());
    }

    /** The engine and a consumer, one fact after the other in order of arrival. */
    private static final class Run {
        private record Arrival(TicketFact fact, Instant at) {}

        private final List<Arrival> arrivals = new ArrayList<>();
        private final ReplayedClocks replayed = new ReplayedClocks();
        private final List<String> ids = new ArrayList<>();
        private TicketWatch watch;
        private Instant now = OPENED;

        Run(List<RandomFact> facts) {
            var at = OPENED;
            for (var each : facts) {
                at = at.plus(Duration.ofMinutes(each.minutesLater));
                arrivals.add(new Arrival(Facts.fact("#" + arrivals.size(), at, each.what, each.value),
                        at.plus(Duration.ofMinutes(each.delay))));
            }
            arrivals.sort(Comparator.comparing(Arrival::at));
            watch = TicketWatch.of(TicketFactMapper.newLedger("t1", "T-1", "acme", "s", "INCIDENT", "P1", OPENED)
                    .with(TicketFactMapper.planFact(new PlanVersion("full", 1), OPENED))
                    .with(TicketFactMapper.tzdataFact(TZDATA, OPENED)));
        }

        void play(Consumer<Run> check) {
            advance(OPENED, OPENED);
            for (var arrival : arrivals) {
                fireTimers(arrival.at.minusMillis(1), check);
                watch = watch.with(List.of(arrival.fact));
                advance(arrival.fact.at(), arrival.at);
                // The engine evaluates a fact as of its own instant. A timer emits what fell due between it and its arrival.
                fireTimers(arrival.at, check);
            }
            fireTimers(now.plus(Duration.ofDays(10)), check);
        }

        private void fireTimers(Instant until, Consumer<Run> check) {
            while (watch.wakeUpAt() != null && !watch.wakeUpAt().isAfter(until)) {
                var at = watch.wakeUpAt().isAfter(now) ? watch.wakeUpAt() : now;
                // Edges at the arrival of a fact precede it only if they are earlier.
                advance(at, at);
                if (now.isBefore(until) || watch.wakeUpAt() == null || watch.wakeUpAt().isAfter(now)) check.accept(this);
            }
            now = until.isAfter(now) ? until : now;
            check.accept(this);
        }

        private void advance(Instant at, Instant wallClock) {
            var advance = watch.advance(POLICIES, at);
            watch = TicketWatchCodec.decode(TicketWatchCodec.encode(advance.watch()));
            for (var event : advance.events()) {
                ids.add(event.id());
                replayed.apply(event.id(), event.event());
            }
            now = wallClock;
        }

        List<SlaClock> clocks() {
            return ClockTracker.clocksOf(ledger(), POLICIES).orElseThrow().stream()
                    .filter(clock -> !clock.startedAt().isAfter(now)).toList();
        }

        private Ledger ledger() {
            return watch.ledger();
        }

        /** A clock that has not started according to the ledger is unknown to the consumer, or cancelled. */
        void assertSameClocks() {
            var clocks = clocks();
            clocks.forEach(this::assertSameState);
            var started = clocks.stream().map(clock -> clock.metric() + "/" + clock.cycle()).collect(toSet());
            assertThat(replayed.notCancelled()).as("clocks at %s", now).isSubsetOf(started);
        }

        /** The due instant of a clock that ends before is not announced: the end of support moves no due instant. */
        private void assertSameState(SlaClock clock) {
            assertThat(replayed.state(clock.metric().name(), clock.cycle())).as("%s %s at %s", clock.metric(), clock.cycle(), now)
                    .isEqualTo(clock.state(now).name());
            if (clock.endedAt() == null)
                assertThat(replayed.dueAt(clock.metric().name(), clock.cycle()))
                        .as("%s %s due at %s", clock.metric(), clock.cycle(), now).isEqualTo(clock.dueAt());
            assertSameRungs(clock);
        }

        /** A cycle that resumes the one before does not emit its rungs, so only the first one is compared. */
        private void assertSameRungs(SlaClock clock) {
            if (clock.cycle() > 1) return;
            var at = clock.isOpen(now) ? now : clock.endedAt().minusMillis(1);
            var rungs = assertThat(replayed.reached(clock.metric().name(), 1)).as("%s at %s", clock.metric(), now);
            // A budget that is cut during a pause reaches nothing before the clock runs.
            if (isRunning(clock, at))
                rungs.isEqualTo(rungs(clock, at));
            else
                rungs.isSubsetOf(rungs(clock, at));
        }

        private static boolean isRunning(SlaClock clock, Instant at) {
            return clock.timeline().segments().reversed().stream().filter(segment -> !segment.from().isAfter(at)).findFirst()
                    .map(Segment::running).orElse(false);
        }

        /** An end at the very instant of a rung precedes it. */
        private static Set<Integer> rungs(SlaClock clock, Instant at) {
            var rungs = new TreeSet<Integer>();
            if (at.isBefore(clock.startedAt())) return rungs;
            var objective = clock.objective(at);
            Stream.concat(objective.ladder().stream().map(Rung::percent), Stream.of(100))
                    .filter(percent -> clock.consumed(at).compareTo(objective.budget().multipliedBy(percent).dividedBy(100)) >= 0)
                    .forEach(rungs::add);
            return rungs;
        }
    }
}
