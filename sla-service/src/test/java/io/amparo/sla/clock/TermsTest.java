package io.amparo.sla.clock;

import static io.amparo.sla.clock.ClockFixtures.aTicket;
import static io.amparo.sla.clock.ClockFixtures.at;
import static io.amparo.sla.clock.ClockFixtures.policies;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.sla.SlaEvent.SlaRedated;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.SlaClock.State;
import io.amparo.sla.customer.Agreement;
import io.amparo.sla.customer.Agreement.Booked;
import io.amparo.sla.customer.Agreement.Maintained;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.product.Life;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Effects of contract changes and ends of support on running clocks. */
class TermsTest {
    private static final String MONDAY_16 = "2026-07-20T16:00-03:00";
    private final ClockFixtures.Book policies = policies();

    private static Customer acme(String plan, String changedAt, @Nullable String until) {
        var agreement = new Agreement(plan, ZoneId.of("America/Sao_Paulo"),
                until == null
                        ? List.of()
                        : List.of(new Booked("incidente-24x7", LocalDate.of(2026, 1, 1), LocalDate.parse(until))),
                List.of(new Maintained("opmon-8", LocalDate.of(2026, 7, 31))));
        return new Customer("acme", "Acme", agreement, List.of(), at(changedAt), "iara", "Renewed");
    }

    /** A ticket opened on Monday at 16:00 in Sao Paulo by a customer with this package; no edge is emitted yet. */
    private Ledger opened(@Nullable String packageUntil) {
        var opened = TicketFactsConsumer.opening("t1", "T-2026-000001", "acme", "s", "INCIDENT", "P1", at(MONDAY_16))
                .with(new Fact(TicketFactsConsumer.OPENING, at(MONDAY_16), What.PRODUCT, "opmon-8"));
        return opened.with(Terms.missing(opened, acme("a", "2026-01-01T00:00Z", packageUntil), null, policies, true).facts());
    }

    private SlaClock resolution(Ledger ledger) {
        return TicketClocks.of(ledger, policies).orElseThrow().stream().filter(clock -> clock.metric() == Metric.RESOLUTION)
                .reduce((a, b) -> b).orElseThrow();
    }

    @Test
    void a_ticket_gets_the_plan_of_its_contract_and_asked_again_nothing_is_missing() {
        var ledger = opened(null);
        assertThat(ledger.value(What.PLAN)).isEqualTo("a/1");
        assertThat(resolution(ledger).dueAt()).isEqualTo(at("2026-07-21T14:00-03:00"));
        assertThat(Terms.missing(ledger, acme("a", "2026-01-01T00:00Z", null), null, policies, false).facts()).isEmpty();
        assertThat(Terms.missing(ledger, acme("a", "2026-07-20T23:00Z", null), null, policies, false).facts()).isEmpty();
    }

    @Test
    @Tag("R6.3")
    void a_package_switches_the_calendar_of_the_plan() {
        var clock = resolution(opened("2027-12-31"));
        assertThat(clock.dueAt()).isEqualTo(at("2026-07-21T00:00-03:00"));
        assertThat(clock.calendar(at(MONDAY_16)).id()).isEqualTo("z");
        assertThat(clock.redated()).isEmpty();
    }

    @Test
    @Tag("R6.3")
    void a_package_that_is_known_to_end_counts_until_the_end_of_its_last_day() {
        // Monday 16:00 to midnight is 8 h. Priority P2 has 16 h; the other 8 h are office hours from Tuesday 08:00.
        var ledger = opened("2026-07-20").with(new Fact("p", at(MONDAY_16), What.PRIORITY, "P2"));
        assertThat(resolution(ledger).dueAt()).isEqualTo(at("2026-07-21T16:00-03:00"));
    }

    @Test
    @Tag("R6.3")
    void a_package_that_is_taken_away_redates_what_runs_and_keeps_what_was_used() {
        var ledger = opened("2027-12-31");
        var missing = Terms.missing(ledger, acme("a", "2026-07-20T20:00-03:00", null), null, policies, false).facts();
        assertThat(missing).extracting(Fact::what).containsExactly(What.COVER);
        var clock = resolution(ledger.with(missing));
        assertThat(clock.redated()).singleElement().satisfies(move -> {
            assertThat(move.from()).isEqualTo(at("2026-07-21T00:00-03:00"));
            assertThat(move.to()).isEqualTo(at("2026-07-21T12:00-03:00"));
        });
        assertThat(clock.dueAt()).isEqualTo(at("2026-07-21T12:00-03:00"));
    }

    @Test
    void two_changes_of_the_same_instant_both_count() {
        var ledger = opened("2027-12-31");
        for (var until : new String[]{null, "2026-07-25", null}) {
            var missing = Terms.missing(ledger, acme("a", "2026-07-20T20:00-03:00", until), null, policies, false).facts();
            assertThat(missing).extracting(Fact::what).containsExactly(What.COVER);
            ledger = ledger.with(missing);
            if (until != null) assertThat(ledger.value(What.COVER)).contains("2026-07-26");
        }
    }

    @Test
    void another_plan_in_the_contract_redates_each_clock_once_and_says_from_when_to_when_and_why() {
        var ledger = opened("2027-12-31");
        var told = TicketWatch.over(ledger).advance(policies, at("2026-07-20T16:30-03:00")).watch();
        var missing = Terms.missing(ledger, acme("full", "2026-07-20T17:00-03:00", null), null, policies, false).facts();
        assertThat(missing).extracting(Fact::what).containsExactly(What.PLAN, What.CONTRACT, What.COVER);
        var turn = told.with(missing).advance(policies, at("2026-07-20T17:00-03:00"));
        // Both plans count around the clock. The same budget on the same calendar moves no due instant.
        assertThat(turn.tidings()).extracting(Tiding::type).doesNotContain(Edge.Type.REDATED);
        var toOffice = Terms.missing(turn.watch().ledger(), acme("a", "2026-07-20T19:00-03:00", null), null, policies, false)
                .facts();
        var moved = turn.watch().with(toOffice).advance(policies, at("2026-07-20T19:00-03:00")).tidings().stream()
                .filter(tiding -> tiding.type() == Edge.Type.REDATED).map(tiding -> (SlaRedated) tiding.event()).toList();
        assertThat(moved).extracting(SlaRedated::metric).containsExactlyInAnyOrder("FIRST_RESPONSE", "RESOLUTION");
        assertThat(moved).filteredOn(it -> it.metric().equals("RESOLUTION")).singleElement().satisfies(it -> {
            assertThat(it.from()).isEqualTo(at("2026-07-21T00:00-03:00"));
            assertThat(it.to()).isEqualTo(at("2026-07-21T13:00-03:00"));
            assertThat(it.cause()).isEqualTo("PLAN");
            assertThat(it.because()).isEqualTo("PLAN a/1");
            assertThat(it.tzdata()).isEqualTo(Tzdata.ofThisJvm().version());
        });
    }

    @Test
    void the_calendar_that_another_plan_brings_along_is_one_move_with_it() {
        var move = new Fact("migration", at("2026-07-20T17:00-03:00"), What.PLAN, "full/1", "gisele", "Try");
        var missing = Terms.missing(opened("2027-12-31").with(move), acme("a", "2026-01-01T00:00Z", "2027-12-31"), null, policies,
                false, move).facts();
        assertThat(missing).singleElement().satisfies(fact -> {
            assertThat(fact.cause() + " " + fact.by() + " " + fact.reason()).isEqualTo("migration gisele Try");
            assertThat(fact.what()).isEqualTo(What.COVER);
        });
    }

    @Test
    void the_plan_that_was_promised_holds_until_the_contract_picks_another() {
        var promised = aTicket("INCIDENT", "full", MONDAY_16).ledger();
        var first = promised.with(Terms.missing(promised, acme("a", "2026-01-01T00:00Z", null), null, policies, false).facts());
        assertThat(first.value(What.PLAN)).isEqualTo("full/1");
        var later = first.with(Terms.missing(first, acme("z", "2026-07-20T18:00-03:00", null), null, policies, false).facts());
        assertThat(later.value(What.PLAN)).isEqualTo("z/1");
        assertThat(later.last(What.PLAN).orElseThrow().at()).isEqualTo(at("2026-07-20T18:00-03:00"));
    }

    @Test
    void a_plan_that_nobody_has_published_yet_is_waited_for() {
        var unknown = acme("none", "2026-07-20T18:00-03:00", null);
        var missing = Terms.missing(opened(null), unknown, null, policies, false);
        assertThat(missing.facts()).isEmpty();
        assertThat(missing.complete()).isFalse();
    }

    @Test
    @Tag("R10.2")
    void support_ends_with_the_product_and_cancels_what_is_open_with_the_reason() {
        var customer = new Customer("acme", "Acme", new Agreement("a", ZoneId.of("America/Sao_Paulo"), List.of(), List.of()),
                List.of(), Instant.EPOCH, null, null);
        var ledger = opened(null);
        var ending = ledger.with(
                Terms.missing(ledger, customer, new Life(LocalDate.of(2026, 7, 21), at("2026-07-20T18:00Z")), policies, false)
                        .facts());
        var clock = resolution(ending);
        assertThat(clock.open(at("2026-07-20T23:59:59-03:00"))).isTrue();
        assertThat(clock.state(at("2026-07-21T00:00-03:00"))).isEqualTo(State.CANCELLED);
        var cancelled = TicketWatch.over(ending).advance(policies, at("2026-07-21T00:00-03:00")).tidings().stream()
                .map(Tiding::event).filter(SlaCancelled.class::isInstance).map(SlaCancelled.class::cast).toList();
        assertThat(cancelled).hasSize(2).allSatisfy(it -> assertThat(it.because()).isEqualTo("END_OF_LIFE"));
        var postponed = ending.with(
                Terms.missing(ending, customer, new Life(LocalDate.of(2027, 7, 21), at("2026-07-20T20:00Z")), policies, false)
                        .facts());
        assertThat(resolution(postponed).state(at("2026-07-21T09:00-03:00"))).isNotEqualTo(State.CANCELLED);
    }

    @Test
    @Tag("R10.3")
    void remaining_maintenance_keeps_the_clocks_running_until_its_last_day_is_over() {
        var ledger = opened(null).with(new Fact("p", at(MONDAY_16), What.STATUS, "WAITING_CUSTOMER"));
        var ending = ledger.with(Terms.missing(ledger, acme("a", "2026-01-01T00:00Z", null),
                new Life(LocalDate.of(2026, 7, 21), at("2026-07-20T18:00Z")), policies, false).facts());
        assertThat(resolution(ending).open(at("2026-07-31T23:59:59-03:00"))).isTrue();
        assertThat(resolution(ending).open(at("2026-08-01T00:00-03:00"))).isFalse();
    }

    @Test
    void a_newer_version_of_a_calendar_counts_from_its_fact_on() {
        policies.add(new io.amparo.sla.calendar.PublishedCalendar("a", 2, "a", policies.calendar("z", 1).orElseThrow().calendar(),
                Instant.EPOCH));
        var ledger = opened(null).with(new Fact("m", at("2026-07-20T17:00-03:00"), What.CALENDAR, "a/2"));
        assertThat(resolution(ledger).dueAt()).isEqualTo(at("2026-07-21T00:00-03:00"));
        assertThat(resolution(ledger).redated()).singleElement()
                .satisfies(move -> assertThat(move.fact().what()).isEqualTo(What.CALENDAR));
        var unknown = opened(null).with(new Fact("m", at("2026-07-20T17:00-03:00"), What.CALENDAR, "a/3"));
        assertThat(TicketClocks.of(unknown, policies)).isEmpty();
    }
}
