package io.amparo.entitlement.ledger;

import io.amparo.platform.store.DueAggregates;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

/**
 * Lets lots expire, completes what a crash has interrupted, and ends reservations whose ticket has not appeared in time. Any
 * number of instances may run at once.
 */
final class LedgerTicker {
    private final Lots lots;
    private final Consumptions consumptions;
    private final AllocateLots allocateLots;
    private final DueAggregates dueLots;
    private final DueAggregates dueConsumptions;
    private final Clock clock;

    LedgerTicker(Lots lots, Consumptions consumptions, AllocateLots allocateLots, DueAggregates dueLots,
            DueAggregates dueConsumptions, Clock clock) {
        this.lots = lots;
        this.consumptions = consumptions;
        this.allocateLots = allocateLots;
        this.dueLots = dueLots;
        this.dueConsumptions = dueConsumptions;
        this.clock = clock;
    }

    void tick() {
        dueConsumptions.forEach(this::tickConsumption);
        dueLots.forEach(this::tickLot);
    }

    private void tickConsumption(String id) {
        var now = clock.instant();
        var consumption = allocateLots.complete(consumptions.applyPending(consumptions.find(id).orElseThrow().state()));
        if (isExpired(consumption, now))
            consumptions.change(id,
                    current -> isExpired(current, now)
                            ? current.end(RefundCode.TICKET_NOT_STORED, null, null, now)
                            : current.withoutEvents());
    }

    private static boolean isExpired(Consumption consumption, Instant now) {
        return consumption.expiresAt() != null && !now.isBefore(consumption.expiresAt());
    }

    private void tickLot(String id) {
        var now = clock.instant();
        lots.find(id).orElseThrow().state().reservations().stream()
                .filter(open -> open.checkAt() != null && !now.isBefore(open.checkAt()))
                .forEach(open -> allocateLots.check(id, open));
        lots.change(id, "tick/" + UUID.randomUUID(), lot -> lot.expire(now));
    }
}
