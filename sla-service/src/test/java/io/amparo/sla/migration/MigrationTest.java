package io.amparo.sla.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.platform.store.EventOrigin;
import io.amparo.sla.ledger.Facts;
import io.amparo.sla.ledger.Ledger;
import io.amparo.sla.ledger.PolicySwitch;
import io.amparo.sla.ledger.PolicySwitch.PlanSwitch;
import io.amparo.sla.ledger.SwitchOutcome;
import io.amparo.sla.ledger.TicketFactMapper;
import io.amparo.sla.migration.Migration.Phase;
import io.amparo.sla.migration.Migration.Request;
import io.amparo.sla.migration.MigrationKind.PlanMigration;
import io.amparo.sla.migration.MigrationKind.Undo;
import io.amparo.sla.migration.TicketImpact.ClockImpact;
import io.amparo.sla.migration.TicketImpact.Effect;
import io.amparo.sla.plan.Metric;
import io.amparo.sla.plan.PlanVersion;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The phases of a migration, from its preview to the answers of all tickets. */
class MigrationTest {
    private static final Instant OPENED = Instant.parse("2026-07-20T10:00:00Z");
    private static final MigrationKind.Forward TARGET = new PlanMigration(new PlanVersion("z", 2));
    static final EventOrigin ORIGIN = new EventOrigin("m", null, null);
    static final Request REQUEST = new Request("gisele", null, false, OPENED, ORIGIN);
    private static final PolicySwitch SWITCH = new PlanSwitch(new PlanVersion("z", 1), new PlanVersion("z", 2));

    private final Ledger ledger = TicketFactMapper.newLedger("t1", "T-1", "acme", "Nothing works", "INCIDENT", "P1", OPENED)
            .with(TicketFactMapper.planFact(new PlanVersion("z", 1), OPENED));

    @Test
    void page_counts_once_and_the_token_covers_the_whole_preview() {
        var begun = Migration.begin("m", TARGET, REQUEST).state();
        assertThat(begun.previewToken()).isEmpty();

        var first = page(0, Effect.LATER, false);
        var once = begun.addPage(first, OPENED).state();
        assertThat(once.addPage(first, OPENED).state()).isEqualTo(once);

        var whole = once.addPage(page(1, Effect.LATER, true), OPENED);
        assertThat(whole.dueAt()).isNull();
        assertThat(whole.state().preview().totals()).containsEntry(Effect.LATER, 2);
        assertThat(whole.state().previewToken()).isPresent()
                .isNotEqualTo(once.addPage(page(1, Effect.BREACHES, true), OPENED).state().previewToken());
    }

    @Test
    void migration_is_applied_once_and_ends_when_all_tickets_have_answered() {
        var previewed = Migration.begin("m", TARGET, REQUEST).state().addPage(page(0, Effect.LATER, true), OPENED).state();
        var applied = previewed.apply(ORIGIN, OPENED.plusSeconds(1)).state();
        assertThat(applied.apply(ORIGIN, OPENED.plusSeconds(9)).state().appliedAt()).isEqualTo(OPENED.plusSeconds(1));
        assertThat(page(0, Effect.LATER, true).rescheduleRequests(applied)).hasSize(1);

        var requested = applied.pageRequested(0, OPENED).state();
        assertThat(requested.pageRequested(0, OPENED).state().progress().requested()).isEqualTo(1);
        assertThat(requested.postpone(OPENED).state().phase()).isEqualTo(Phase.APPLYING);
        assertThat(requested.postpone(OPENED).dueAt()).isAfter(OPENED);
        assertThat(requested.pageAnswered(0, 1, 0, OPENED).state().phase()).isEqualTo(Phase.APPLIED);
        assertThat(requested.pageAnswered(0, 1, 0, OPENED).dueAt()).isNull();
    }

    @Test
    void each_answered_page_is_counted_once_and_independently() {
        var applied = Migration.begin("m", TARGET, REQUEST).state().addPage(page(0, Effect.LATER, false), OPENED).state()
                .addPage(page(1, Effect.LATER, false), OPENED).state().addPage(page(2, Effect.LATER, true), OPENED).state()
                .apply(ORIGIN, OPENED).state();
        assertThat(applied.progress().awaited()).containsExactly(0, 1, 2);

        var waiting = applied.postpone(OPENED).state();
        assertThat(waiting.progress().awaited()).containsExactly(1, 2, 0);

        var counted = waiting.pageAnswered(1, 1, 0, OPENED).state();
        assertThat(counted.pageAnswered(1, 1, 0, OPENED).state()).isEqualTo(counted);
        assertThat(counted.progress().awaited()).containsExactly(2, 0);

        var over = counted.pageAnswered(2, 0, 1, OPENED).state().pageAnswered(0, 1, 0, OPENED).state();
        assertThat(MigrationResponse.of(over).progress()).isEqualTo(new MigrationResponse.Progress(3, 2, 1));
        assertThat(over.phase()).isEqualTo(Phase.APPLIED);
        assertThat(over.postpone(OPENED).dueAt()).isNull();
    }

    @Test
    void fact_of_another_migration_is_no_answer() {
        var migration = Migration.begin("m", TARGET, REQUEST).state();
        assertThat(migration.isAnsweredBy(ledger.with(Facts.fact(SwitchOutcome.causeOf("other"), OPENED, "PLAN", "z/2"))))
                .isFalse();

        var moved = ledger.with(Facts.fact(SwitchOutcome.causeOf("m"), OPENED, "PLAN", "z/2"));
        assertThat(migration.isAnsweredBy(moved)).isTrue();
        assertThat(migration.hasMoved(moved)).isTrue();

        var late = ledger.with(Facts.fact(SwitchOutcome.causeOf("m"), OPENED, "SKIPPED", "z/2"));
        assertThat(migration.isAnsweredBy(late)).isTrue();
        assertThat(migration.hasMoved(late)).isFalse();
    }

    @Test
    void undo_is_applied_right_after_its_preview() {
        var undo = Migration.begin("u", new Undo("m", TARGET), new Request("gisele", null, true, OPENED, ORIGIN)).state()
                .addPage(page(0, Effect.LATER, true), OPENED);
        assertThat(undo.state().phase()).isEqualTo(Phase.APPLYING);
        assertThat(undo.dueAt()).isEqualTo(OPENED);
    }

    @Test
    void undo_of_an_undo_keeps_only_the_kind_of_the_first_migration() {
        var redo = new Undo("u", new Undo("m", TARGET));

        assertThat(redo.undoneId()).isEqualTo("u");
        assertThat(redo.undone()).isEqualTo(TARGET);
    }

    static PreviewPage page(int number, Effect effect, boolean last) {
        var clockImpact = new ClockImpact(Metric.RESOLUTION, 1, OPENED, OPENED.plusSeconds(60), effect);
        return new PreviewPage("m", number, List.of(new TicketImpact("t" + number, "T", "acme", SWITCH, List.of(clockImpact))),
                "t" + number, last);
    }
}
