package io.amparo.sla.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.amparo.sla.calendar.ZoneTable;
import io.amparo.sla.clock.ClockFixtures;
import io.amparo.sla.clock.Fact;
import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.clock.Ledger;
import io.amparo.sla.clock.Redate;
import io.amparo.sla.clock.Terms;
import io.amparo.sla.clock.TicketFactsConsumer;
import io.amparo.sla.customer.Agreement;
import io.amparo.sla.customer.Agreement.Maintained;
import io.amparo.sla.customer.Customer;
import io.amparo.sla.migration.Migration.Phase;
import io.amparo.sla.migration.Moving.Effect;
import io.amparo.sla.migration.Moving.Moved;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.Objective;
import io.amparo.sla.plan.Objective.CalendarVersion;
import io.amparo.sla.plan.SlaPlan;
import io.amparo.sla.product.Life;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class MigrationTest {
    private static final Instant OPENED = Instant.parse("2026-07-20T10:00:00Z");
    private static final Target TARGET = new Target(What.PLAN, "z", 2);

    private final ClockFixtures.Book policies = ClockFixtures.policies();
    private final Ledger ledger = TicketFactsConsumer.opening("t1", "T-1", "acme", "Nothing works", "INCIDENT", "P1", OPENED)
            .with(TicketFactsConsumer.promised("z", 1, OPENED));

    @BeforeEach
    void publish() {
        policies.add(new SlaPlan("z", 2, "z",
                List.of(promise(Metric.FIRST_RESPONSE, 8), promise(Metric.RESOLUTION, 6), promise(Metric.PERIODIC_UPDATE, 2)),
                SlaPlan.Reopening.RESUME, List.of(), null, OPENED));
    }

    private static Objective promise(Metric metric, int hours) {
        return new Objective("INCIDENT", "P1", metric, Duration.ofHours(hours), new CalendarVersion("z", 1), Set.of(), null,
                List.of());
    }

    @Test
    void a_preview_says_what_becomes_of_each_open_clock() {
        assertThat(effects(1)).containsExactly("FIRST_RESPONSE LATER", "RESOLUTION EARLIER", "PERIODIC_UPDATE BEGINS");
        assertThat(effects(7)).containsExactly("FIRST_RESPONSE UNBREACHES", "RESOLUTION BREACHES", "PERIODIC_UPDATE BEGINS");
    }

    @Test
    @Tag("R10.3")
    void a_clock_that_would_end_with_support_before_it_falls_due_is_shown_as_ending() {
        var at = Instant.parse("2026-07-20T22:00:00Z"); // 19:00 in Sao Paulo
        var late = TicketFactsConsumer.opening("t2", "T-2", "acme", "s", "INCIDENT", "P1", at)
                .with(TicketFactsConsumer.promised("z", 1, at)).with(TicketFactsConsumer.about("opmon-8", at));
        var without = new Agreement("z", ZoneId.of("America/Sao_Paulo"), List.of(), List.of());
        var with = new Agreement("z", without.zone(), List.of(), List.of(new Maintained("opmon-8", LocalDate.of(2027, 1, 1))));
        var customer = new Customer("acme", "Acme", with, List.of(), Instant.EPOCH, null, null);
        var ended = new Life(LocalDate.of(2026, 7, 21), Instant.EPOCH);
        var kept = late.with(Terms.missing(late, customer, ended, policies, false).facts());
        var lost = Moving.of(Target.agreed("acme", without, with).of(kept, policies).orElseThrow(), kept, customer, ended,
                policies, at);
        assertThat(effects(lost)).containsExactly("FIRST_RESPONSE SAME", "RESOLUTION ENDS");
        var gone = customer.agreeing(without, Instant.EPOCH);
        var bare = late.with(Terms.missing(late, gone, ended, policies, false).facts());
        var won = Moving.of(Target.agreed("acme", with, without).of(bare, policies).orElseThrow(), bare, gone, ended, policies,
                at);
        assertThat(effects(won)).containsExactly("FIRST_RESPONSE SAME", "RESOLUTION BEGINS");
    }

    private static List<String> effects(Moving moving) {
        return moving.clocks().stream().map(each -> each.metric() + " " + each.effect()).toList();
    }

    @Test
    void a_ticket_that_would_never_fall_due_is_listed_and_stays_and_keeps_no_other_waiting() {
        publish(3, 999_999);
        var moving = Moving.of(new Target(What.PLAN, "z", 3).of(ledger, policies).orElseThrow(), ledger, null, null, policies,
                OPENED);
        assertThat(moving.clocks()).extracting(Moved::metric).containsExactly(Metric.FIRST_RESPONSE, Metric.RESOLUTION);
        assertThat(moving.clocks()).extracting(Moved::effect).containsOnly(Effect.UNREACHABLE);
        assertThat(moving.clocks()).extracting(Moved::from).containsExactly(OPENED.plus(Duration.ofHours(4)),
                OPENED.plus(Duration.ofHours(8)));

        var page = new MovingPage("m", 0, List.of(moving, page(0, Effect.LATER, true).tickets().getFirst()), "t1", true);
        var previewed = Migration.begun("m", TARGET, "gisele", null, null, false, OPENED).state().previewed(page, OPENED).state();
        assertThat(previewed.totals()).containsEntry(Effect.UNREACHABLE, 2).containsEntry(Effect.LATER, 1);
        var applied = previewed.applied(OPENED).state();
        assertThat(page.wishes(applied)).hasSize(1);
        assertThat(applied.requested(0, OPENED).state().answered(0, 1, 0, OPENED).state().phase()).isEqualTo(Phase.APPLIED);
    }

    @Test
    void a_rung_that_would_never_be_reached_keeps_its_ticket_where_it_is() {
        publish(3, 600_000, new Objective.Rung(200, List.of("manager")));
        assertThat(
                Moving.of(new Target(What.PLAN, "z", 3).of(ledger, policies).orElseThrow(), ledger, null, null, policies, OPENED)
                        .isReachable())
                .isFalse();
    }

    @Test
    void a_ticket_of_which_nothing_can_be_reckoned_is_listed_without_a_promise() {
        publish(3, 999_999);
        var lost = ledger.with(new Fact("other", OPENED.plusSeconds(1), What.PLAN, "z/3"));
        var moving = Moving.of(TARGET.of(lost, policies).orElseThrow(), lost, null, null, policies, OPENED.plusSeconds(2));
        assertThat(moving.clocks()).containsExactly(new Moved(null, 0, null, null, Effect.UNREACHABLE));
    }

    @Test
    void a_ticket_that_waits_and_would_never_fall_due_where_it_is_comes_back_by_a_move() {
        publish(3, 999_999);
        var waiting = TicketFactsConsumer.opening("t1", "T-1", "acme", "Nothing works", "INCIDENT", "P1", OPENED)
                .with(TicketFactsConsumer.promised("z", 3, OPENED))
                .with(new Fact("waiting", OPENED, What.STATUS, "WAITING_CUSTOMER"));
        var now = OPENED.plusSeconds(60);
        assertThat(Moving.of(TARGET.of(waiting, policies).orElseThrow(), waiting, null, null, policies, now).clocks())
                .contains(new Moved(Metric.RESOLUTION, 1, null, now.plus(Duration.ofHours(6)), Effect.EARLIER));
    }

    private void publish(int version, int hours, Objective.Rung... rungs) {
        policies.add(new SlaPlan(
                "z", version, "z", List.of(new Objective("INCIDENT", "P1", Metric.RESOLUTION, Duration.ofHours(hours),
                        new CalendarVersion("z", 1), Set.of("WAITING_CUSTOMER"), null, List.of(rungs))),
                SlaPlan.Reopening.RESUME, List.of(), null, OPENED));
    }

    @Test
    void what_a_preview_says_is_what_the_clocks_come_to() {
        var now = OPENED.plus(Duration.ofHours(1));
        var moving = Moving.of(TARGET.of(ledger, policies).orElseThrow(), ledger, null, null, policies, now);
        var after = io.amparo.sla.clock.TicketClocks.of(ledger.with(new Fact("migration/m", now, What.PLAN, "z/2")), policies)
                .orElseThrow();
        assertThat(moving.clocks()).extracting(Moved::to).containsExactlyElementsOf(after.stream()
                .sorted((a, b) -> Boolean.compare(a.metric() == Metric.PERIODIC_UPDATE, b.metric() == Metric.PERIODIC_UPDATE))
                .map(clock -> clock.dueAt()).toList());
    }

    @Test
    void who_counts_by_that_version_or_by_another_plan_is_not_moved() {
        assertThat(new Target(What.PLAN, "z", 1).of(ledger, policies)).isEmpty();
        assertThat(new Target(What.PLAN, "a", 1).of(ledger, policies)).isEmpty();
        assertThat(new Target(What.CALENDAR, "z", 1).of(ledger, policies)).isEmpty();
        assertThat(new Target(What.CALENDAR, "a", 2).of(ledger, policies)).isEmpty();
        assertThat(new Target(What.CALENDAR, "z", 2).of(ledger, policies))
                .isEqualTo(Optional.of(new Redate(What.CALENDAR, "z/0", "z/2")));
    }

    @Test
    void other_time_zone_data_moves_what_counts_by_its_zone_and_is_recorded_of_what_does_not_move() {
        policies.add(new ZoneTable("America/Sao_Paulo", "old", ZoneOffset.ofHours(-2), List.of()));
        var target = new Target(What.TZDATA, policies.tzdata(), 0);
        var opening = TicketFactsConsumer.opening("t1", "T-1", "acme", "Nothing works", "INCIDENT", "P1", OPENED);
        var dated = opening.with(TicketFactsConsumer.promised("a", 1, OPENED)).with(TicketFactsConsumer.dated("old", OPENED));
        var redate = target.of(dated, policies).orElseThrow();
        assertThat(redate).isEqualTo(new Redate(What.TZDATA, "old", policies.tzdata()));
        // Half an hour is used up. In Sao Paulo it is now 07:30, and not 08:30 as by the old data.
        var moving = Moving.of(redate, dated, null, null, policies, OPENED.plus(Duration.ofMinutes(30)));
        assertThat(moving.clocks()).extracting(each -> each.metric() + " " + each.from() + " " + each.to() + " " + each.effect())
                .containsExactly("FIRST_RESPONSE 2026-07-20T14:00:00Z 2026-07-20T14:30:00Z LATER",
                        "RESOLUTION 2026-07-20T18:00:00Z 2026-07-20T18:30:00Z LATER");
        var always = opening.with(TicketFactsConsumer.promised("z", 1, OPENED));
        assertThat(target.of(always.with(TicketFactsConsumer.dated(policies.tzdata(), OPENED)), policies)).isEmpty();
        for (var ledger : List.of(always, always.with(TicketFactsConsumer.dated("old", OPENED))))
            assertThat(Moving.of(target.of(ledger, policies).orElseThrow(), ledger, null, null, policies, OPENED.plusSeconds(60))
                    .clocks()).extracting(Moved::effect).containsOnly(Effect.SAME);
    }

    @Test
    void a_ticket_answers_a_migration_once_whatever_its_move_brings_along() {
        var cause = Redate.cause("m");
        var moved = ledger.with(new Fact(cause, OPENED, What.PLAN, "z/2")).with(new Fact(cause, OPENED, What.COVER, ""))
                .with(new Fact(cause, OPENED, What.SUPPORT, ""));
        assertThat(Redate.Answer.in(moved)).filteredOn(answer -> answer.what() == What.PLAN)
                .containsExactly(new Redate.Answer(cause, What.PLAN));
    }

    @Test
    void a_migration_that_fails_is_tried_once_in_a_tick_and_keeps_no_other_waiting() {
        var waiting = new ArrayList<>(List.of("broken", "a", "worn", "b"));
        var tried = new ArrayList<String>();
        assertThatThrownBy(() -> MigrationTicker.each(limit -> waiting.stream().limit(limit).toList(), id -> {
            tried.add(id);
            if (id.equals("broken") || id.equals("worn")) throw new IllegalArgumentException(id);
            waiting.remove(id);
        })).hasMessageContaining("[broken, worn]");
        assertThat(tried).containsExactlyInAnyOrder("broken", "a", "worn", "b");
    }

    @Test
    void more_that_fail_than_are_looked_at_at_once_hide_none_behind_them() {
        var waiting = new ArrayList<>(IntStream.range(0, 30).mapToObj(Integer::toString).toList());
        assertThatThrownBy(() -> MigrationTicker.each(limit -> waiting.stream().limit(limit).toList(), id -> {
            if (!id.equals("29")) throw new IllegalArgumentException(id);
            waiting.remove(id);
        })).isInstanceOf(IllegalStateException.class);
        assertThat(waiting).hasSize(29).doesNotContain("29");
    }

    @Test
    void a_page_counts_once_and_the_token_is_of_all_that_was_previewed() {
        var begun = Migration.begun("m", TARGET, "gisele", null, null, false, OPENED).state();
        assertThat(begun.previewToken()).isEmpty();
        var first = page(0, Effect.LATER, false);
        var once = begun.previewed(first, OPENED).state();
        assertThat(once.previewed(first, OPENED).state()).isEqualTo(once);
        var whole = once.previewed(page(1, Effect.LATER, true), OPENED);
        assertThat(whole.dueAt()).isNull();
        assertThat(whole.state().totals()).containsEntry(Effect.LATER, 2);
        assertThat(whole.state().previewToken()).isPresent()
                .isNotEqualTo(once.previewed(page(1, Effect.BREACHES, true), OPENED).state().previewToken());
    }

    @Test
    void is_applied_once_from_one_instant_on_and_over_when_every_ticket_has_answered() {
        var previewed = Migration.begun("m", TARGET, "gisele", null, null, false, OPENED).state()
                .previewed(page(0, Effect.LATER, true), OPENED).state();
        var applied = previewed.applied(OPENED.plusSeconds(1)).state();
        assertThat(applied.applied(OPENED.plusSeconds(9)).state().appliedAt()).isEqualTo(OPENED.plusSeconds(1));
        assertThat(page(0, Effect.LATER, true).wishes(applied)).hasSize(1);
        var requested = applied.requested(0, OPENED).state();
        assertThat(requested.requested(0, OPENED).state().applying().requested()).isEqualTo(1);
        assertThat(requested.waits(OPENED).state().phase()).isEqualTo(Phase.APPLYING);
        assertThat(requested.waits(OPENED).dueAt()).isAfter(OPENED);
        assertThat(requested.answered(0, 1, 0, OPENED).state().phase()).isEqualTo(Phase.APPLIED);
        assertThat(requested.answered(0, 1, 0, OPENED).dueAt()).isNull();
    }

    @Test
    void each_page_is_counted_once_when_its_tickets_have_answered_and_none_waits_for_another() {
        var applied = Migration.begun("m", TARGET, "gisele", null, null, false, OPENED).state()
                .previewed(page(0, Effect.LATER, false), OPENED).state().previewed(page(1, Effect.LATER, false), OPENED).state()
                .previewed(page(2, Effect.LATER, true), OPENED).state().applied(OPENED).state();
        assertThat(applied.applying().awaited()).containsExactly(0, 1, 2);
        var waiting = applied.waits(OPENED).state();
        assertThat(waiting.applying().awaited()).containsExactly(1, 2, 0);
        var counted = waiting.answered(1, 1, 0, OPENED).state();
        assertThat(counted.answered(1, 1, 0, OPENED).state()).isEqualTo(counted);
        assertThat(counted.applying().awaited()).containsExactly(2, 0);
        var over = counted.answered(2, 0, 1, OPENED).state().answered(0, 1, 0, OPENED).state();
        assertThat(MigrationAnswer.of(over).progress()).isEqualTo(new MigrationAnswer.Progress(3, 2, 1));
        assertThat(over.phase()).isEqualTo(Phase.APPLIED);
        assertThat(over.waits(OPENED).dueAt()).isNull();
    }

    @Test
    void what_a_ledger_heard_of_another_migration_is_no_answer() {
        var migration = Migration.begun("m", TARGET, "gisele", null, null, false, OPENED).state();
        assertThat(migration.isAnsweredBy(ledger.with(new Fact(Redate.cause("other"), OPENED, What.PLAN, "z/2")))).isFalse();
        var moved = ledger.with(new Fact(Redate.cause("m"), OPENED, What.PLAN, "z/2"));
        assertThat(migration.isAnsweredBy(moved)).isTrue();
        assertThat(migration.hasMoved(moved)).isTrue();
        var late = ledger.with(new Fact(Redate.cause("m"), OPENED, What.PASSED_OVER, "z/2"));
        assertThat(migration.isAnsweredBy(late)).isTrue();
        assertThat(migration.hasMoved(late)).isFalse();
    }

    @Test
    void an_undo_goes_on_by_itself() {
        var undo = Migration.begun("u", TARGET, "gisele", null, "m", true, OPENED).state().previewed(page(0, Effect.LATER, true),
                OPENED);
        assertThat(undo.state().phase()).isEqualTo(Phase.APPLYING);
        assertThat(undo.dueAt()).isEqualTo(OPENED);
    }

    private List<String> effects(int hours) {
        return Moving
                .of(TARGET.of(ledger, policies).orElseThrow(), ledger, null, null, policies, OPENED.plus(Duration.ofHours(hours)))
                .clocks().stream().map(each -> each.metric() + " " + each.effect()).toList();
    }

    private static MovingPage page(int number, Effect effect, boolean last) {
        var moved = new Moved(Metric.RESOLUTION, 1, OPENED, OPENED.plusSeconds(60), effect);
        return new MovingPage("m", number, List.of(new Moving("t" + number, "T", "acme", "z/1", "z/2", List.of(moved))),
                "t" + number, last);
    }
}
