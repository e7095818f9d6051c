package io.amparo.sla.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.sla.calendar.ZoneTable;
import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.customer.ContractTerms;
import io.amparo.sla.customer.ContractTerms.MaintenanceExtension;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.ledger.Facts;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.MissingTermFacts;
import io.amparo.sla.ledger.PolicySwitch.CalendarSwitch;
import io.amparo.sla.ledger.PolicySwitch.TzdataSwitch;
import io.amparo.sla.ledger.SwitchOutcome;
import io.amparo.sla.ledger.TicketFact.PlanChanged;
import io.amparo.sla.ledger.TicketFactMapper;
import io.amparo.sla.migration.Migration.Phase;
import io.amparo.sla.migration.MigrationKind.CalendarMigration;
import io.amparo.sla.migration.MigrationKind.PlanMigration;
import io.amparo.sla.migration.MigrationKind.TermsMigration;
import io.amparo.sla.migration.MigrationKind.TzdataMigration;
import io.amparo.sla.migration.TicketImpact.ClockImpact;
import io.amparo.sla.migration.TicketImpact.Effect;
import io.amparo.sla.plan.CalendarVersion;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Objective;
import io.amparo.sla.plan.PlanVersion;
import io.amparo.sla.plan.SlaPlan;
import io.amparo.sla.product.SupportPeriod;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a migration would do to the clocks of a ticket, and what it does. */
class TicketImpactTest {
    private static final Instant OPENED = Instant.parse("2026-07-20T10:00:00Z");
    private static final MigrationKind.Forward TARGET = plan("z", 2);
    private final ClockFixtures.InMemoryPolicies policies = ClockFixtures.policies();
    private final Ledger ledger = TicketFactMapper.newLedger("t1", "T-1", "acme", "Nothing works", "INCIDENT", "P1", OPENED)
            .with(TicketFactMapper.planFact(new PlanVersion("z", 1), OPENED));

    @BeforeEach
    void publish() {
        policies.add(new SlaPlan("z", 2, "z", List.of(objective(Metric.FIRST_RESPONSE, 8), objective(Metric.RESOLUTION, 6),
                objective(Metric.PERIODIC_UPDATE, 2)), SlaPlan.Reopening.RESUME, List.of(), null, OPENED));
    }

    private static PlanMigration plan(String id, int version) {
        return new PlanMigration(new PlanVersion(id, version));
    }

    private static CalendarMigration calendar(String id, int version) {
        return new CalendarMigration(new CalendarVersion(id, version));
    }

    private static Objective objective(Metric metric, int hours) {
        return new Objective("INCIDENT", "P1", metric, Duration.ofHours(hours), new CalendarVersion("z", 1), Set.of(), null,
                List.of());
    }

    @Test
    void preview_shows_the_effect_on_each_open_clock() {
        assertThat(effects(1)).containsExactly("FIRST_RESPONSE LATER", "RESOLUTION EARLIER", "PERIODIC_UPDATE BEGINS");
        assertThat(effects(7)).containsExactly("FIRST_RESPONSE RECOVERS", "RESOLUTION BREACHES", "PERIODIC_UPDATE BEGINS");
    }

    @Test
    @Tag("R10.3")
    void clock_that_ends_with_support_before_its_due_time_is_shown_as_ending() {
        var at = Instant.parse("2026-07-20T22:00:00Z"); // 19:00 in Sao Paulo
        var late = TicketFactMapper.newLedger("t2", "T-2", "acme", "s", "INCIDENT", "P1", at)
                .with(TicketFactMapper.planFact(new PlanVersion("z", 1), at)).with(TicketFactMapper.productFact("opmon-8", at));
        var without = new ContractTerms("z", ZoneId.of("America/Sao_Paulo"), List.of(), List.of());
        var with = new ContractTerms("z", without.zone(), List.of(),
                List.of(new MaintenanceExtension("opmon-8", LocalDate.of(2027, 1, 1))));
        var customer = new Customer("acme", "Acme", with, List.of(), Instant.EPOCH, null, null);
        var ended = new SupportPeriod(LocalDate.of(2026, 7, 21), Instant.EPOCH);
        var supported = late.with(MissingTermFacts.find(late, customer, ended, policies, false).facts());

        var losingSupport = TicketImpact.of(
                new TermsMigration("acme", without, with).switchFor(supported, policies).orElseThrow(), supported, customer,
                ended, policies, at);
        assertThat(effects(losingSupport)).containsExactly("FIRST_RESPONSE SAME", "RESOLUTION ENDS");

        var reducedCustomer = customer.withTerms(without, Instant.EPOCH);
        var unsupported = late.with(MissingTermFacts.find(late, reducedCustomer, ended, policies, false).facts());
        var gainingSupport = TicketImpact.of(
                new TermsMigration("acme", with, without).switchFor(unsupported, policies).orElseThrow(), unsupported,
                reducedCustomer, ended, policies, at);
        assertThat(effects(gainingSupport)).containsExactly("FIRST_RESPONSE SAME", "RESOLUTION BEGINS");
    }

    private static List<String> effects(TicketImpact impact) {
        return impact.clocks().stream().map(each -> each.metric() + " " + each.effect()).toList();
    }

    @Test
    void ticket_that_would_never_fall_due_is_listed_but_not_moved() {
        publish(3, 999_999);
        var impact = TicketImpact.of(plan("z", 3).switchFor(ledger, policies).orElseThrow(), ledger, null, null, policies,
                OPENED);

        assertThat(impact.clocks()).extracting(ClockImpact::metric).containsExactly(Metric.FIRST_RESPONSE, Metric.RESOLUTION);
        assertThat(impact.clocks()).extracting(ClockImpact::effect).containsOnly(Effect.UNREACHABLE);
        assertThat(impact.clocks()).extracting(ClockImpact::from).containsExactly(OPENED.plus(Duration.ofHours(4)),
                OPENED.plus(Duration.ofHours(8)));

        var page = new PreviewPage("m", 0, List.of(impact, MigrationTest.page(0, Effect.LATER, true).tickets().getFirst()), "t1",
                true);
        var previewed = Migration.begin("m", TARGET, MigrationTest.REQUEST).state().addPage(page, OPENED).state();
        assertThat(previewed.preview().totals()).containsEntry(Effect.UNREACHABLE, 2).containsEntry(Effect.LATER, 1);

        var applied = previewed.apply(MigrationTest.ORIGIN, OPENED).state();
        assertThat(page.rescheduleRequests(applied)).hasSize(1);
        assertThat(applied.pageRequested(0, OPENED).state().pageAnswered(0, 1, 0, OPENED).state().phase())
                .isEqualTo(Phase.APPLIED);
    }

    @Test
    void ticket_with_a_rung_that_is_never_reached_is_not_moved() {
        publish(3, 600_000, new Objective.Rung(200, List.of("manager")));
        assertThat(TicketImpact.of(plan("z", 3).switchFor(ledger, policies).orElseThrow(), ledger, null, null, policies, OPENED)
                .isReachable()).isFalse();
    }

    @Test
    void ticket_without_computable_clocks_is_listed_without_a_metric() {
        publish(3, 999_999);
        var unreachable = ledger.with(Facts.fact("other", OPENED.plusSeconds(1), "PLAN", "z/3"));

        var impact = TicketImpact.of(TARGET.switchFor(unreachable, policies).orElseThrow(), unreachable, null, null, policies,
                OPENED.plusSeconds(2));

        assertThat(impact.clocks()).containsExactly(new ClockImpact(null, 0, null, null, Effect.UNREACHABLE));
    }

    @Test
    void paused_ticket_that_would_never_fall_due_is_rescued_by_a_move() {
        publish(3, 999_999);
        var waiting = TicketFactMapper.newLedger("t1", "T-1", "acme", "Nothing works", "INCIDENT", "P1", OPENED)
                .with(TicketFactMapper.planFact(new PlanVersion("z", 3), OPENED))
                .with(Facts.fact("waiting", OPENED, "STATUS", "WAITING_CUSTOMER"));
        var now = OPENED.plusSeconds(60);

        assertThat(
                TicketImpact.of(TARGET.switchFor(waiting, policies).orElseThrow(), waiting, null, null, policies, now).clocks())
                .contains(new ClockImpact(Metric.RESOLUTION, 1, null, now.plus(Duration.ofHours(6)), Effect.EARLIER));
    }

    private void publish(int version, int hours, Objective.Rung... rungs) {
        policies.add(new SlaPlan(
                "z", version, "z", List.of(new Objective("INCIDENT", "P1", Metric.RESOLUTION, Duration.ofHours(hours),
                        new CalendarVersion("z", 1), Set.of("WAITING_CUSTOMER"), null, List.of(rungs))),
                SlaPlan.Reopening.RESUME, List.of(), null, OPENED));
    }

    @Test
    void preview_equals_the_due_times_after_the_move() {
        var now = OPENED.plus(Duration.ofHours(1));
        var impact = TicketImpact.of(TARGET.switchFor(ledger, policies).orElseThrow(), ledger, null, null, policies, now);
        var after = io.amparo.sla.clock.ClockTracker
                .clocksOf(ledger.with(Facts.fact("migration/m", now, "PLAN", "z/2")), policies).orElseThrow();

        assertThat(impact.clocks()).extracting(ClockImpact::to).containsExactlyElementsOf(after.stream()
                .sorted((a, b) -> Boolean.compare(a.metric() == Metric.PERIODIC_UPDATE, b.metric() == Metric.PERIODIC_UPDATE))
                .map(clock -> clock.dueAt()).toList());
    }

    @Test
    void ticket_on_the_target_version_or_another_plan_is_not_moved() {
        assertThat(plan("z", 1).switchFor(ledger, policies)).isEmpty();
        assertThat(plan("a", 1).switchFor(ledger, policies)).isEmpty();
        assertThat(calendar("z", 1).switchFor(ledger, policies)).isEmpty();
        assertThat(calendar("a", 2).switchFor(ledger, policies)).isEmpty();
        assertThat(calendar("z", 2).switchFor(ledger, policies))
                .isEqualTo(Optional.of(new CalendarSwitch(new CalendarVersion("z", 0), new CalendarVersion("z", 2))));
    }

    @Test
    void time_zone_data_moves_clocks_of_its_zone_and_is_recorded_for_all() {
        policies.add(new ZoneTable("America/Sao_Paulo", "old", ZoneOffset.ofHours(-2), List.of()));
        var target = new TzdataMigration(policies.tzdata());
        var opening = TicketFactMapper.newLedger("t1", "T-1", "acme", "Nothing works", "INCIDENT", "P1", OPENED);
        var dated = opening.with(TicketFactMapper.planFact(new PlanVersion("a", 1), OPENED))
                .with(TicketFactMapper.tzdataFact("old", OPENED));

        var policySwitch = target.switchFor(dated, policies).orElseThrow();
        assertThat(policySwitch).isEqualTo(new TzdataSwitch("old", policies.tzdata()));

        // Half an hour is used up. In Sao Paulo it is now 07:30, and not 08:30 as by the old data.
        var impact = TicketImpact.of(policySwitch, dated, null, null, policies, OPENED.plus(Duration.ofMinutes(30)));
        assertThat(impact.clocks()).extracting(each -> each.metric() + " " + each.from() + " " + each.to() + " " + each.effect())
                .containsExactly("FIRST_RESPONSE 2026-07-20T14:00:00Z 2026-07-20T14:30:00Z LATER",
                        "RESOLUTION 2026-07-20T18:00:00Z 2026-07-20T18:30:00Z LATER");

        var always = opening.with(TicketFactMapper.planFact(new PlanVersion("z", 1), OPENED));
        assertThat(target.switchFor(always.with(TicketFactMapper.tzdataFact(policies.tzdata(), OPENED)), policies)).isEmpty();
        var old = always.with(TicketFactMapper.tzdataFact("old", OPENED));
        assertThat(TicketImpact
                .of(target.switchFor(old, policies).orElseThrow(), old, null, null, policies, OPENED.plusSeconds(60)).clocks())
                .extracting(ClockImpact::effect).containsOnly(Effect.SAME);
    }

    @Test
    void ticket_answers_a_migration_once_with_several_facts() {
        var cause = SwitchOutcome.causeOf("m");
        var moved = ledger.with(Facts.fact(cause, OPENED, "PLAN", "z/2")).with(Facts.fact(cause, OPENED, "COVER", ""))
                .with(Facts.fact(cause, OPENED, "SUPPORT", ""));

        assertThat(SwitchOutcome.in(moved)).filteredOn(answer -> answer.kind() == PlanChanged.class)
                .containsExactly(new SwitchOutcome(cause, PlanChanged.class));
    }

    private List<String> effects(int hours) {
        return TicketImpact
                .of(TARGET.switchFor(ledger, policies).orElseThrow(), ledger, null, null, policies,
                        OPENED.plus(Duration.ofHours(hours)))
                .clocks().stream().map(each -> each.metric() + " " + each.effect()).toList();
    }
}
