package io.amparo.sla.migration;

import io.amparo.sla.clock.Fact.What;
import io.amparo.sla.migration.Migration.Phase;
import io.amparo.sla.migration.Moving.Effect;
import io.amparo.sla.migration.Moving.Moved;
import io.amparo.sla.plan.Metric;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A migration as it is read; {@code totals} counts clocks, {@code progress} tickets; {@code toVersion} is there for a plan or
 * calendar alone, neither it nor {@code contract} for an undo; {@code by} is missing where a contract was changed by nobody in
 * particular.
 */
record MigrationAnswer(String id, @Nullable String plan, @Nullable String calendar, @Nullable String tzdata,
        @Nullable String customer, @Nullable ContractText contract, @Nullable Integer toVersion, String state,
        @Nullable String by, @Nullable String reason, @Nullable String undoes, Instant begunAt, @Nullable Instant appliedAt,
        @Nullable Instant finishedAt, @Nullable String previewToken, Map<Effect, Integer> totals, Progress progress) {

    /**
     * @param tickets how many are to be moved: those that cannot be (UNREACHABLE) stay as they are
     * @param done how many have come to count by the other version
     * @param passedOver how many had been closed, or had come to count by something else
     */
    record Progress(int tickets, int done, int passedOver) {}

    /** One clock of the preview; {@code metric} is missing where no clock of a ticket that stays as it is can be reckoned. */
    record Item(String ticket, String number, @Nullable Metric metric, int cycle, @Nullable Instant from, @Nullable Instant to,
            Effect effect) {
        static Item of(Moving moving, Moved moved) {
            return new Item(moving.ticketId(), moving.number(), moved.metric(), moved.cycle(), moved.from(), moved.to(),
                    moved.effect());
        }
    }

    private static @Nullable String of(What what, Target target) {
        return target.what() == what ? target.id() : null;
    }

    static MigrationAnswer of(Migration migration) {
        var target = migration.target();
        return new MigrationAnswer(migration.id(), of(What.PLAN, target), of(What.CALENDAR, target),
                // An undo goes back to whatever each ticket was dated by.
                migration.undoes() == null ? of(What.TZDATA, target) : null, of(What.AGREED, target),
                target.agreed() == null ? null : ContractText.of(target.agreed()),
                target.version() == 0 ? null : Integer.valueOf(target.version()), migration.phase().name(), migration.by(),
                migration.reason(), migration.undoes(), migration.begunAt(), migration.appliedAt(), migration.finishedAt(),
                migration.phase() == Phase.PREVIEWED ? migration.previewToken().orElse(null) : null, migration.totals(),
                new Progress(migration.tickets(), migration.applying().done(), migration.applying().passedOver()));
    }
}
