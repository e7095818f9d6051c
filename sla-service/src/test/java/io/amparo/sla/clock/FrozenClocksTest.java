package io.amparo.sla.clock;

import static io.amparo.sla.clock.ClockFixtures.policies;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.calendar.CalendarFixtures;
import io.amparo.sla.calendar.PublishedCalendar;
import io.amparo.sla.clock.Fact.What;
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
class FrozenClocksTest {
    private static final Instant OPENED = Instant.parse("2026-07-20T10:00:00Z");
    /** Number of facts of the opening. */
    private static final int BEGUN = 4;
    private static final String TZDATA = policies().tzdata();
    private final Policies policies = twice();

    /** Adds a second version of calendar "z" and a second version of the time zone data, in which local time is later. */
    private static Policies twice() {
        var book = policies();
        book.add(new PublishedCalendar("z", 2, "z", CalendarFixtures.calendar("A"), Instant.EPOCH));
        book.add(CalendarFixtures.zoneTable("America/Sao_Paulo", "later", "-05:00"));
        return book;
    }

    private record Happening(What what, String value, int minutesLater) {}

    @Provide
    Arbitrary<List<Happening>> lives() {
        var one = Arbitraries.oneOf(
                happening(What.STATUS, "OPEN", "IN_PROGRESS", "WAITING_CUSTOMER", "RESOLVED", "CLOSED", "DECLINED"),
                happening(What.PRIORITY, "P1", "P2", "P3"), happening(What.REPLIED, "fabio"), happening(What.ASKED, "bruno"),
                happening(What.PLAN, "a/1", "z/1", "full/1", "anew/1"), happening(What.BUG, "", "OPM-1"),
                happening(What.FIXED, "9.3"), happening(What.KIND, "INCIDENT", "SERVICE_REQUEST"),
                happening(What.COVER, "", "incidente-24x7 2026-07-21T03:00:00Z 2026-07-23T03:00:00Z"),
                happening(What.SUPPORT, "", "2026-07-23T03:00:00Z", "2026-08-01T03:00:00Z"),
                happening(What.CALENDAR, "z/2", "z/0", "a/1", "a/0"), happening(What.TZDATA, TZDATA, "later"),
                happening(What.AGREED, new Agreed("a/1", null, null).text()));
        return one.list().ofMinSize(1).ofMaxSize(14);
    }

    private static Arbitrary<Happening> happening(What what, String... values) {
        return Combinators.combine(Arbitraries.of(values), Arbitraries.integers().between(0, 1500))
                .as((value, minutes) -> new Happening(what, value, minutes));
    }

    private static Ledger ledger(List<Happening> life) {
        var ledger = TicketFactsConsumer.opening("t1", "T-1", "acme", "s", "INCIDENT", "P1", OPENED)
                .with(TicketFactsConsumer.promised("full", 1, OPENED)).with(TicketFactsConsumer.dated(TZDATA, OPENED));
        var at = OPENED;
        for (var happening : life) {
            at = at.plus(Duration.ofMinutes(happening.minutesLater));
            ledger = ledger.with(new Fact("#" + ledger.facts().size(), at, happening.what, happening.value));
        }
        return ledger;
    }

    @Property
    void facts_of_a_later_time_never_change_a_clock_that_has_ended(@ForAll("lives") List<Happening> life) {
        var whole = ledger(life);
        for (int n = BEGUN; n < whole.facts().size(); n++) {
            var known = whole.facts().get(n).at();
            var before = new ArrayList<>(TicketClocks.of(whole.until(known), policies).orElseThrow());
            before.removeIf(clock -> clock.open(known));
            assertThat(TicketClocks.of(whole, policies).orElseThrow()).containsAll(before);
        }
    }

    @Property
    void what_was_used_never_shrinks_and_never_depends_on_what_comes_later(@ForAll("lives") List<Happening> life) {
        var whole = ledger(life);
        for (int n = BEGUN; n < whole.facts().size(); n++) {
            var known = whole.facts().get(n).at();
            var then = TicketClocks.of(whole.until(known), policies).orElseThrow();
            for (var clock : TicketClocks.of(whole, policies).orElseThrow()) {
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
    void an_edge_is_told_once_and_in_order_however_the_life_of_a_ticket_becomes_known(@ForAll("lives") List<Happening> life) {
        var whole = ledger(life);
        var watch = TicketWatch.over(new Ledger("t1", "T-1", "acme", "s", whole.facts().subList(0, BEGUN)));
        var told = new ArrayList<Tiding>();
        for (var fact : whole.facts().subList(BEGUN, whole.facts().size())) {
            // Advance time to just before the fact, as an alarm of the engine does, then apply the fact.
            var alarmed = watch.advance(policies, fact.at().minusMillis(1));
            var heard = alarmed.watch().with(List.of(fact)).advance(policies, fact.at());
            told.addAll(alarmed.tidings());
            told.addAll(heard.tidings());
            watch = WatchRecord.read(WatchRecord.write(heard.watch()));
        }
        told.addAll(watch.advance(policies, OPENED.plus(Duration.ofDays(60))).tidings());
        assertThat(told).extracting(Tiding::id).doesNotHaveDuplicates();
        assertThat(told).extracting(Tiding::at).isSorted();
        var worked = Edges.of(TicketClocks.of(whole, policies).orElseThrow()).stream().filter(
                edge -> edge.type() == Edge.Type.BREACHED || edge.type() == Edge.Type.MET || edge.type() == Edge.Type.CANCELLED)
                .map(edge -> "t1/" + edge.key()).toList();
        assertThat(told).extracting(Tiding::id).containsAll(worked);
    }

    @Property
    void every_move_of_a_due_instant_goes_on_from_where_the_last_one_led(@ForAll("lives") List<Happening> life) {
        for (var clock : TicketClocks.of(ledger(life), policies).orElseThrow()) assertThat(clock.redated()).allSatisfy(move -> {
            if (move.from() == null && move.to() == null)
                assertThat(clock.course().at(move.at()).running()).isFalse();
            else
                assertThat(move.from()).isNotEqualTo(move.to());
        });
    }
}
