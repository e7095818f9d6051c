package io.amparo.entitlement.contact;

import io.amparo.entitlement.contract.Customers;
import io.amparo.platform.store.DueAggregates;
import java.time.Clock;

/** Removes expired invitations, so that their places are free. Any number of instances may run at once. */
final class InvitationTicker {
    private final Customers customers;
    private final DueAggregates due;
    private final Clock clock;

    InvitationTicker(Customers customers, DueAggregates due, Clock clock) {
        this.customers = customers;
        this.due = due;
        this.clock = clock;
    }

    void tick() {
        var now = clock.instant();
        due.forEach(id -> customers.update(id, "invitations/" + now, customer -> customer.expireInvitations(now)));
    }
}
