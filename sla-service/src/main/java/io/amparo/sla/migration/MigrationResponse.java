package io.amparo.sla.migration;

import io.amparo.sla.migration.Migration.Phase;
import io.amparo.sla.migration.MigrationKind.CalendarMigration;
import io.amparo.sla.migration.MigrationKind.ContractChange;
import io.amparo.sla.migration.MigrationKind.PlanMigration;
import io.amparo.sla.migration.MigrationKind.TermsMigration;
import io.amparo.sla.migration.MigrationKind.TzdataMigration;
import io.amparo.sla.migration.MigrationKind.Undo;
import io.amparo.sla.migration.TicketImpact.ClockImpact;
import io.amparo.sla.migration.TicketImpact.Effect;
import io.amparo.sla.plan.Metric;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A migration in JSON. {@code totals} counts clocks, {@code progress} counts tickets. Only a plan or calendar has
 * {@code toVersion}; an undo has neither it nor {@code contract}. {@code by} is missing if the contract change names no person.
 */
record MigrationResponse(String id, @Nullable String plan, @Nullable String calendar, @Nullable String tzdata,
        @Nullable String customer, @Nullable ContractJson contract, @Nullable Integer toVersion, Phase state, @Nullable String by,
        @Nullable String reason, @Nullable String undoes, Instant begunAt, @Nullable Instant appliedAt,
        @Nullable Instant finishedAt, @Nullable String previewToken, Map<Effect, Integer> totals, Progress progress) {

    /**
     * @param tickets number of tickets to move, without the UNREACHABLE ones, which are not moved
     * @param done number of tickets that have moved to the target
     * @param skipped number of tickets that were closed or had moved to something else
     */
    record Progress(int tickets, int done, int skipped) {}

    /** One clock of the preview; {@code metric} is missing if none of an UNREACHABLE ticket's clocks can be computed. */
    record Item(String ticket, String number, @Nullable Metric metric, int cycle, @Nullable Instant from, @Nullable Instant to,
            Effect effect) {
        static Item of(TicketImpact impact, ClockImpact clockImpact) {
            return new Item(impact.ticketId(), impact.number(), clockImpact.metric(), clockImpact.cycle(), clockImpact.from(),
                    clockImpact.to(), clockImpact.effect());
        }
    }

    /** What the migration is about, as fields of which one is set. */
    record Subject(@Nullable String plan, @Nullable String calendar, @Nullable String tzdata, @Nullable String customer,
            @Nullable ContractJson contract, @Nullable Integer toVersion) {
        static Subject of(MigrationKind kind) {
            return switch (kind) {
                case PlanMigration it -> new Subject(it.to().id(), null, null, null, null, it.to().version());
                case CalendarMigration it -> new Subject(null, it.to().id(), null, null, null, it.to().version());
                case TzdataMigration it -> new Subject(null, null, it.to(), null, null, null);
                case TermsMigration it -> new Subject(null, null, null, it.customerId(), ContractJson.of(it.agreed()), null);
                case ContractChange it -> new Subject(null, null, null, it.customerId(), ContractJson.of(it.after()), null);
                case Undo it -> of(it.undone()).withoutTarget();
            };
        }

        /** An undo restores each ticket's previous version, so it has no target of its own. */
        private Subject withoutTarget() {
            return new Subject(plan, calendar, null, customer, null, null);
        }
    }

    static MigrationResponse of(Migration migration) {
        var subject = Subject.of(migration.kind());
        var request = migration.request();
        return new MigrationResponse(migration.id(), subject.plan, subject.calendar, subject.tzdata, subject.customer,
                subject.contract, subject.toVersion, migration.phase(), request.by(), request.reason(),
                migration.kind() instanceof Undo undo ? undo.undoneId() : null, request.begunAt(), migration.appliedAt(),
                migration.finishedAt(), migration.phase() == Phase.PREVIEWED ? migration.previewToken().orElse(null) : null,
                migration.preview().totals(),
                new Progress(migration.preview().tickets(), migration.progress().done(), migration.progress().skipped()));
    }
}
