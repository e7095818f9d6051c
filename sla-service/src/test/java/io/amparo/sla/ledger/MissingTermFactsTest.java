package io.amparo.sla.ledger;

import static io.amparo.sla.clock.ClockFixtures.aTicket;
import static io.amparo.sla.clock.ClockFixtures.at;
import static io.amparo.sla.clock.ClockFixtures.policies;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.sla.calendar.Tzdata;
import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.clock.ClockTracker;
import io.amparo.sla.clock.Edge;
import io.amparo.sla.clock.SlaClock;
import io.amparo.sla.clock.ClockState;
import io.amparo.sla.customer.ContractTerms;
import io.amparo.sla.customer.ContractTerms.MaintenanceExtension;
import io.amparo.sla.customer.ContractTerms.PackageBooking;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.engine.OutgoingSlaEvent;
import io.amparo.sla.engine.TicketWatch;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.product.SupportPeriod;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Effects of contract changes and ends of support on running clocks. */
class MissingTermFactsTest {
    private static final String MONDAY_16 = "2026-07-20T16:00-03:00";
    private final ClockFixtures.InMemoryPolicies policies = policies();

    private static Customer acme(String plan, String changedAt, @Nullable String until) {
        var agreement = new ContractTerms(plan, ZoneId.of("America/Sao_Paulo"),
                until == null
                        ? List.of()
                        : List.of(new PackageBooking("incidente-24x7", LocalDate.of(2026, 1, 1), LocalDate.parse(until))),
                List.of(new MaintenanceExtension("opmon-8", LocalDate.of(2026, 7, 31))));
        return new Customer("acme", "Acme", agreement, List.of(), at(changedAt), "iara", "Renewed");
    }

    /** A ticket opened on Monday at 16:00 in Sao Paulo by a customer with this package; no edge is emitted yet. */
    private Ledger opened(@Nullable String packageUntil) {
        var opened = TicketFactMapper.newLedger("t1", "T-2026-000001", "acme", "s", "INCIDENT", "P1", at(MONDAY_16))
                .with(Facts.fact(TicketFactMapper.OPENING_CAUSE, at(MONDAY_16), "PRODUCT", "opmon-8"));
        return opened
                .with(MissingTermFacts.find(opened, acme("a", "2026-01-01T00:00Z", packageUntil), null, policies, true).facts());
    }

    private SlaClock resolution(Ledger ledger) {
        return ClockTracker.clocksOf(ledger, policies).orElseThrow().stream().filter(clock -> clock.metric() == Metric.RESOLUTION)
                .reduce((a, b) -> b).orElseThrow();
    }

    @Test
    void ticket_gets_the_plan_of_its_contract_once() {
        var ledger = opened(null);

        assertThat(Facts.value(ledger, "PLAN")).isEqualTo("a/1");
        assertThat(resolution(ledger).dueAt()).isEqualTo(at("2026-07-21T14:00-03:00"));
        assertThat(MissingTermFacts.find(ledger, acme("a", "2026-01-01T00:00Z", null), null, policies, false).facts()).isEmpty();
        assertThat(MissingTermFacts.find(ledger, acme("a", "2026-07-20T23:00Z", null), null, policies, false).facts()).isEmpty();
    }

    @Test
    @Tag("R6.3")
    void package_replaces_the_calendar_of_the_plan() {
        var clock = resolution(opened("2027-12-31"));
        assertThat(clock.dueAt()).isEqualTo(at("2026-07-21T00:00-03:00"));
        assertThat(clock.calendar(at(MONDAY_16)).id()).isEqualTo("z");
        assertThat(clock.dueDateChanges()).isEmpty();
    }

    @Test
    @Tag("R6.3")
    void package_counts_until_the_end_of_its_last_day() {
        // Monday 16:00 to midnight is 8 h. Priority P2 has 16 h; the other 8 h are office hours from Tuesday 08:00.
        var ledger = opened("2026-07-20").with(Facts.fact("p", at(MONDAY_16), "PRIORITY", "P2"));
        assertThat(resolution(ledger).dueAt()).isEqualTo(at("2026-07-21T16:00-03:00"));
    }

    @Test
    @Tag("R6.3")
    void removed_package_reschedules_running_clocks_and_keeps_consumed_time() {
        var ledger = opened("2027-12-31");
        var missing = MissingTermFacts.find(ledger, acme("a", "2026-07-20T20:00-03:00", null), null, policies, false).facts();

        assertThat(missing).extracting(FactCodec::term).containsExactly("COVER");
        var clock = resolution(ledger.with(missing));
        assertThat(clock.dueDateChanges()).singleElement().satisfies(change -> {
            assertThat(change.from()).isEqualTo(at("2026-07-21T00:00-03:00"));
            assertThat(change.to()).isEqualTo(at("2026-07-21T12:00-03:00"));
        });
        assertThat(clock.dueAt()).isEqualTo(at("2026-07-21T12:00-03:00"));
    }

    @Test
    void two_changes_at_the_same_instant_both_count() {
        var ledger = opened("2027-12-31");
        for (var until : new String[]{null, "2026-07-25", null}) {
            var missing = MissingTermFacts.find(ledger, acme("a", "2026-07-20T20:00-03:00", until), null, policies, false)
                    .facts();
            assertThat(missing).extracting(FactCodec::term).containsExactly("COVER");
            ledger = ledger.with(missing);
            if (until != null) assertThat(Facts.value(ledger, "COVER")).contains("2026-07-26");
        }
    }

    @Test
    void plan_change_of_the_contract_reschedules_each_clock_once_with_its_cause() {
        var ledger = opened("2027-12-31");
        var assigned = TicketWatch.of(ledger).advance(policies, at("2026-07-20T16:30-03:00")).watch();

        var missing = MissingTermFacts.find(ledger, acme("full", "2026-07-20T17:00-03:00", null), null, policies, false).facts();
        assertThat(missing).extracting(FactCodec::term).containsExactly("PLAN", "CONTRACT", "COVER");
        var advance = assigned.with(missing).advance(policies, at("2026-07-20T17:00-03:00"));
        // Both plans count around the clock. The same budget on the same calendar moves no due instant.
        assertThat(advance.events()).extracting(OutgoingSlaEvent::type).doesNotContain(Edge.Type.RESCHEDULED);

        var officeHours = MissingTermFacts
                .find(advance.watch().ledger(), acme("a", "2026-07-20T19:00-03:00", null), null, policies, false).facts();
        var rescheduled = advance.watch().with(officeHours).advance(policies, at("2026-07-20T19:00-03:00")).events().stream()
                .filter(event -> event.type() == Edge.Type.RESCHEDULED).map(event -> (SlaRescheduled) event.event()).toList();

        assertThat(rescheduled).extracting(SlaRescheduled::metric).containsExactlyInAnyOrder("FIRST_RESPONSE", "RESOLUTION");
        assertThat(rescheduled).filteredOn(it -> it.metric().equals("RESOLUTION")).singleElement().satisfies(it -> {
            assertThat(it.from()).isEqualTo(at("2026-07-21T00:00-03:00"));
            assertThat(it.to()).isEqualTo(at("2026-07-21T13:00-03:00"));
            assertThat(it.term()).isEqualTo("PLAN");
            assertThat(it.value()).isEqualTo("a/1");
            assertThat(it.tzdata()).isEqualTo(Tzdata.ofThisJvm().version());
        });
    }

    @Test
    void package_periods_of_a_new_plan_belong_to_the_plan_switch() {
        var planSwitch = Facts.fact("migration", at("2026-07-20T17:00-03:00"), "PLAN", "full/1", "gisele", "Try");

        var missing = MissingTermFacts.find(opened("2027-12-31").with(planSwitch), acme("a", "2026-01-01T00:00Z", "2027-12-31"),
                null, policies, false, planSwitch).facts();

        assertThat(missing).singleElement().satisfies(fact -> {
            assertThat(fact.cause() + " " + fact.by() + " " + fact.reason()).isEqualTo("migration gisele Try");
            assertThat(FactCodec.term(fact)).isEqualTo("COVER");
        });
    }

    @Test
    void promised_plan_applies_until_the_contract_changes_its_plan() {
        var promised = aTicket("INCIDENT", "full", MONDAY_16).ledger();
        var first = promised
                .with(MissingTermFacts.find(promised, acme("a", "2026-01-01T00:00Z", null), null, policies, false).facts());
        assertThat(Facts.value(first, "PLAN")).isEqualTo("full/1");

        var later = first
                .with(MissingTermFacts.find(first, acme("z", "2026-07-20T18:00-03:00", null), null, policies, false).facts());
        assertThat(Facts.value(later, "PLAN")).isEqualTo("z/1");
        assertThat(later.last(TicketFact.PlanChanged.class).orElseThrow().at()).isEqualTo(at("2026-07-20T18:00-03:00"));
    }

    @Test
    void unpublished_plan_makes_the_facts_incomplete() {
        var unknown = acme("none", "2026-07-20T18:00-03:00", null);
        var missing = MissingTermFacts.find(opened(null), unknown, null, policies, false);
        assertThat(missing.facts()).isEmpty();
        assertThat(missing.complete()).isFalse();
    }

    @Test
    @Tag("R10.2")
    void end_of_product_cancels_open_clocks_with_code_end_of_life() {
        var customer = new Customer("acme", "Acme", new ContractTerms("a", ZoneId.of("America/Sao_Paulo"), List.of(), List.of()),
                List.of(), Instant.EPOCH, null, null);
        var ledger = opened(null);

        var ending = ledger.with(MissingTermFacts
                .find(ledger, customer, new SupportPeriod(LocalDate.of(2026, 7, 21), at("2026-07-20T18:00Z")), policies, false)
                .facts());
        var clock = resolution(ending);

        assertThat(clock.isOpen(at("2026-07-20T23:59:59-03:00"))).isTrue();
        assertThat(clock.state(at("2026-07-21T00:00-03:00"))).isEqualTo(ClockState.CANCELLED);
        var cancelled = TicketWatch.of(ending).advance(policies, at("2026-07-21T00:00-03:00")).events().stream()
                .map(OutgoingSlaEvent::event).filter(SlaCancelled.class::isInstance).map(SlaCancelled.class::cast).toList();
        assertThat(cancelled).hasSize(2).allSatisfy(it -> assertThat(it.code()).isEqualTo("END_OF_LIFE"));

        var postponed = ending.with(MissingTermFacts
                .find(ending, customer, new SupportPeriod(LocalDate.of(2027, 7, 21), at("2026-07-20T20:00Z")), policies, false)
                .facts());
        assertThat(resolution(postponed).state(at("2026-07-21T09:00-03:00"))).isNotEqualTo(ClockState.CANCELLED);
    }

    @Test
    @Tag("R10.3")
    void remaining_maintenance_keeps_clocks_running_through_its_last_day() {
        var ledger = opened(null).with(Facts.fact("p", at(MONDAY_16), "STATUS", "WAITING_CUSTOMER"));
        var ending = ledger.with(MissingTermFacts.find(ledger, acme("a", "2026-01-01T00:00Z", null),
                new SupportPeriod(LocalDate.of(2026, 7, 21), at("2026-07-20T18:00Z")), policies, false).facts());

        assertThat(resolution(ending).isOpen(at("2026-07-31T23:59:59-03:00"))).isTrue();
        assertThat(resolution(ending).isOpen(at("2026-08-01T00:00-03:00"))).isFalse();
    }

    @Test
    void newer_calendar_version_counts_from_its_fact_on() {
        policies.add(new io.amparo.sla.calendar.PublishedCalendar("a", 2, "a", policies.calendar("z", 1).orElseThrow().calendar(),
                Instant.EPOCH));
        var ledger = opened(null).with(Facts.fact("m", at("2026-07-20T17:00-03:00"), "CALENDAR", "a/2"));

        assertThat(resolution(ledger).dueAt()).isEqualTo(at("2026-07-21T00:00-03:00"));
        assertThat(resolution(ledger).dueDateChanges()).singleElement()
                .satisfies(change -> assertThat(change.fact()).isInstanceOf(TicketFact.CalendarChanged.class));

        var unknown = opened(null).with(Facts.fact("m", at("2026-07-20T17:00-03:00"), "CALENDAR", "a/3"));
        assertThat(ClockTracker.clocksOf(unknown, policies)).isEmpty();
    }
}
