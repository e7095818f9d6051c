package io.amparo.sla.clock;

import static io.amparo.sla.clock.ClockFixtures.policies;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.calendar.CalendarFixtures;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.engine.OutgoingSlaEvent;
import io.amparo.sla.engine.TicketWatch;
import io.amparo.sla.engine.TicketWatchCodec;
import io.amparo.sla.ledger.Facts;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.TicketFactMapper;
import io.amparo.sla.plan.PlanVersion;
import io.amparo.sla.plan.Policies;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Properties of clocks under random sequences of facts. */
class ClockPropertyTest {
    private static final Instant OPENED = Instant.parse("2026-07-20T10:00:00Z");
    /** Number of facts of the opening. */
    private static final int OPENING_FACTS = 4;
    private static final String TZDATA = policies().tzdata();
    private final Policies policies = policiesInTwoVersions();

    /** Adds a second version of calendar "z" and a second version of the time zone data, in which local time is later. */
    private static Policies policiesInTwoVersions() {
        var policies = policies();
        policies.add(new PublishedCalendar("z", 2, "z", CalendarFixtures.calendar("A"), Instant.EPOCH));
        policies.add(CalendarFixtures.zoneTable("America/Sao_Paulo", "later", "-05:00"));
        return policies;
    }

    private record TimedFact(String what, String value, int minutesLater) {}

    @Provide
    Arbitrary<List<TimedFact>> factLists() {
        var one = Arbitraries.oneOf(
                timedFact("STATUS", "OPEN", "IN_PROGRESS", "WAITING_CUSTOMER", "RESOLVED", "CLOSED", "DECLINED"),
                timedFact("PRIORITY", "P1", "P2", "P3"), timedFact("REPLIED", "fabio"), timedFact("ASKED", "bruno"),
                timedFact("PLAN", "a/1", "z/1", "full/1", "anew/1"), timedFact("BUG", "", "OPM-1"), timedFact("FIXED", "9.3"),
                timedFact("KIND", "INCIDENT", "SERVICE_REQUEST"),
                timedFact("COVER", "", "incidente-24x7 2026-07-21T03:00:00Z 2026-07-23T03:00:00Z"),
                timedFact("SUPPORT", "", "2026-07-23T03:00:00Z", "2026-08-01T03:00:00Z"),
                timedFact("CALENDAR", "z/2", "z/0", "a/1", "a/0"), timedFact("TZDATA", TZDATA, "later"),
                timedFact("AGREED", "{\"plan\": \"a/1\"}"));
        return one.list().ofMinSize(1).ofMaxSize(14);
    }

    private static Arbitrary<TimedFact> timedFact(String what, String... values) {
        return Combinators.combine(Arbitraries.of(values), Arbitraries.integers().between(0, 1500))
                .as((value, minutes) -> new TimedFact(what, value, minutes));
    }

    private static Ledger ledger(List<TimedFact> facts) {
        var ledger = TicketFactMapper.newLedger("t1", "T-1", "acme", "s", "INCIDENT", "P1", OPENED)
                .with(TicketFactMapper.planFact(new PlanVersion("full", 1), OPENED))
                .with(TicketFactMapper.tzdataFact(TZDATA, OPENED));
        var at = OPENED;
        for (var timedFact : facts) {
            at = at.plus(Duration.ofMinutes(timedFact.minutesLater));
            ledger = ledger.with(Facts.fact("#" + ledger.facts().size(), at, timedFact.what, timedFact.value));
        }
        return ledger;
    }

    @Property
    void later_facts_never_change_an_ended_clock(@ForAll("factLists") List<TimedFact> facts) {
        var whole = ledger(facts);
        for (int n = OPENING_FACTS; n < whole.facts().size(); n++) {
            var known = whole.facts().get(n).at();
            var before = new ArrayList<>(ClockTracker.clocksOf(whole.asOf(known), policies).orElseThrow());
            before.removeIf(clock -> clock.isOpen(known));

            assertThat(ClockTracker.clocksOf(whole, policies).orElseThrow()).containsAll(before);
        }
    }

    @Property
    void consumed_time_never_shrinks_and_never_depends_on_later_facts(@ForAll("factLists") List<TimedFact> facts) {
        var whole = ledger(facts);
        for (int n = OPENING_FACTS; n < whole.facts().size(); n++) {
            var known = whole.facts().get(n).at();
            var then = ClockTracker.clocksOf(whole.asOf(known), policies).orElseThrow();
            for (var clock : ClockTracker.clocksOf(whole, policies).orElseThrow()) {
                if (clock.startedAt().isAfter(known)) continue;
                var same = then.stream().filter(each -> each.metric() == clock.metric() && each.cycle() == clock.cycle())
                        .findFirst();

                assertThat(same).isPresent();
                assertThat(same.get().consumed(known)).isEqualTo(clock.consumed(known));
                assertThat(clock.consumed(known.plusSeconds(60))).isGreaterThanOrEqualTo(clock.consumed(known));
            }
        }
    }

    @Property
    void each_edge_is_emitted_once_and_in_order_of_time(@ForAll("factLists") List<TimedFact> facts) {
        var whole = ledger(facts);
        var watch = TicketWatch.of(new Ledger("t1", "T-1", "acme", "s", whole.facts().subList(0, OPENING_FACTS)));
        var emitted = new ArrayList<OutgoingSlaEvent>();

        for (var fact : whole.facts().subList(OPENING_FACTS, whole.facts().size())) {
            // Advance time to just before the fact, as an alarm of the engine does, then apply the fact.
            var beforeFact = watch.advance(policies, fact.at().minusMillis(1));
            var afterFact = beforeFact.watch().with(List.of(fact)).advance(policies, fact.at());
            emitted.addAll(beforeFact.events());
            emitted.addAll(afterFact.events());
            watch = TicketWatchCodec.decode(TicketWatchCodec.encode(afterFact.watch()));
        }
        emitted.addAll(watch.advance(policies, OPENED.plus(Duration.ofDays(60))).events());

        assertThat(emitted).extracting(OutgoingSlaEvent::id).doesNotHaveDuplicates();
        // A second fact of the same instant may re-establish a rung that the first one withdrew.
        if (facts.stream().noneMatch(fact -> fact.minutesLater == 0))
            assertThat(emitted).extracting(OutgoingSlaEvent::at).isSorted();
        var expected = Edges.of(ClockTracker.clocksOf(whole, policies).orElseThrow()).stream().filter(
                edge -> edge.type() == Edge.Type.BREACHED || edge.type() == Edge.Type.MET || edge.type() == Edge.Type.CANCELLED)
                .map(edge -> "t1/" + edge.key()).toList();
        assertThat(emitted).extracting(OutgoingSlaEvent::id).containsAll(expected);
    }

    @Property
    void each_due_date_change_moves_the_due_instant_or_changes_the_objective(@ForAll("factLists") List<TimedFact> facts) {
        var ledger = ledger(facts);
        for (var clock : ClockTracker.clocksOf(ledger, policies).orElseThrow())
            assertThat(clock.dueDateChanges()).allSatisfy(change -> {
                if (change.from() == null && change.to() == null)
                    assertThat(clock.timeline().segmentAt(change.at()).running()).isFalse();
                else if (change.from() != null && change.from().equals(change.to()) && isOnlyFactAtItsInstant(ledger, change))
                    assertThat(clock.objective(change.at())).as("budget or ladder")
                            .isNotEqualTo(clock.objective(change.at().minusMillis(1)));
            });
    }

    /** Another fact of the same instant may revert the change. */
    private static boolean isOnlyFactAtItsInstant(Ledger ledger, SlaClock.DueDateChange change) {
        return ledger.facts().stream().filter(fact -> fact.at().equals(change.at())).count() == 1;
    }
}
