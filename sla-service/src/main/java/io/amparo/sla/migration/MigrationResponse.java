package io.amparo.sla.migration;

import io.amparo.sla.ledger.Fact.What;
import io.amparo.sla.migration.Migration.Phase;
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
        @Nullable String customer, @Nullable ContractJson contract, @Nullable Integer toVersion, String state,
        @Nullable String by, @Nullable String reason, @Nullable String undoes, Instant begunAt, @Nullable Instant appliedAt,
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

    private static @Nullable String of(What what, Target target) {
        return target.what() == what ? target.id() : null;
    }

    static MigrationResponse of(Migration migration) {
        var target = migration.target();
        return new MigrationResponse(migration.id(), of(What.PLAN, target), of(What.CALENDAR, target),
                // An undo restores each ticket's previous version, so it has none of its own.
                migration.undoes() == null ? of(What.TZDATA, target) : null, of(What.AGREED, target),
                target.agreed() == null ? null : ContractJson.of(target.agreed()),
                target.version() == 0 ? null : Integer.valueOf(target.version()), migration.phase().name(), migration.by(),
                migration.reason(), migration.undoes(), migration.begunAt(), migration.appliedAt(), migration.finishedAt(),
                migration.phase() == Phase.PREVIEWED ? migration.previewToken().orElse(null) : null, migration.totals(),
                new Progress(migration.tickets(), migration.progress().done(), migration.progress().skipped()));
    }
}
