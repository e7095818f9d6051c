package io.amparo.entitlement.contact;

import io.amparo.entitlement.contract.ClaimName;
import io.amparo.entitlement.contract.Claims.Claim;
import io.amparo.entitlement.contract.Customers;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.platform.store.DueAggregates;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Publishes customers at their boundaries, and removes the invitations and deputies that have ended, so that their places and
 * addresses are free. Any number of instances may run at once: the state itself shows what was published.
 */
final class CustomerTicker {
    private final Customers customers;
    private final ClaimName claimEmail;
    private final DueAggregates due;
    private final Clock clock;

    CustomerTicker(Customers customers, ClaimName claimEmail, DueAggregates due, Clock clock) {
        this.customers = customers;
        this.claimEmail = claimEmail;
        this.due = due;
        this.clock = clock;
    }

    void tick() {
        due.forEach(this::tick);
    }

    private void tick(String id) {
        var now = clock.instant();
        var customer = customers.find(id).orElseThrow().state();
        // The addresses are free only after the deputies are removed. After a crash between the two, they can be taken over.
        var ended = customer.contacts().stream().filter(contact -> hasEnded(contact, now))
                .map(contact -> claimEmail.find(contact.email(), id, contact.id())).flatMap(Optional::stream).toList();
        customers.update(id, "tick/" + now + "/" + customer.publishedAt(), current -> current.tick(now));
        release(id, ended);
    }

    private static boolean hasEnded(Contact contact, Instant now) {
        return contact.activeTo() != null && !now.isBefore(contact.activeTo());
    }

    /** A deputy whose end is a later boundary is still there: its claim is released at that boundary. */
    private void release(String id, List<Claim> claims) {
        if (claims.isEmpty()) return;
        var current = customers.find(id).orElseThrow().state();
        claims.stream().filter(claim -> current.contactWithEmail(claim.name()).isEmpty()).forEach(claimEmail::release);
    }
}
