package io.amparo.notification.delivery;

import io.amparo.events.delivery.DeliveryEvent;
import io.amparo.notification.audience.RecipientLookup;
import io.amparo.notification.delivery.Outcome.Accepted;
import io.amparo.notification.delivery.Outcome.Deferred;
import io.amparo.notification.delivery.Outcome.Refused;
import io.amparo.notification.delivery.Outcome.Superseded;
import io.amparo.notification.delivery.Outcome.Unavailable;
import io.amparo.notification.delivery.Outcome.Unconfirmed;
import io.amparo.platform.store.Change;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Attempts to send a leased delivery and records the outcome. The lease is renewed meanwhile, and the store knows when the server
 * may accept the mail, so the outcome of an attempt is unknown only if its instance crashes after that.
 */
final class SendDelivery {

    /** Sends a mail. */
    interface MailServerConnection {
        /** @param mayHandOver asked before the end of the mail, from which on the server may accept it */
        Outcome send(Delivery delivery, BooleanSupplier mayHandOver);
    }

    private final Deliveries deliveries;
    private final MailServerConnection mailServer;
    private final LeaseRenewal leaseRenewal;
    private final RecipientLookup recipients;
    private final Addressees addressees;
    private final DomainRateLimits rateLimits;
    private final DeliveryRetrySchedule retrySchedule;
    private final String owner;
    private final Clock clock;

    /** @param owner id of this instance */
    SendDelivery(Deliveries deliveries, MailServerConnection mailServer, LeaseRenewal leaseRenewal, Addressees addressees,
            DomainRateLimits rateLimits, DeliveryRetrySchedule retrySchedule, String owner, Clock clock) {
        this.deliveries = deliveries;
        this.mailServer = mailServer;
        this.leaseRenewal = leaseRenewal;
        this.addressees = addressees;
        this.recipients = addressees.recipients();
        this.rateLimits = rateLimits;
        this.retrySchedule = retrySchedule;
        this.owner = owner;
        this.clock = clock;
    }

    /** Returns a new delivery with the lease of its first attempt. */
    Change<Delivery, DeliveryEvent> firstAttempt(Delivery delivery) {
        return delivery.attempt(owner, clock.instant(), retrySchedule);
    }

    /** Acquires the lease of the next attempt; returns empty if the delivery is not due or another instance was faster. */
    Optional<Delivery> lease(String id) {
        return deliveries.lease(id, owner, clock.instant(), retrySchedule);
    }

    /** @return the outcome that counts for the circuit breaker */
    Outcome handle(Delivery leased) {
        // The lease has expired while this task waited, so another instance may already send the mail.
        if (leased.isDue(clock.instant())) return new Superseded();
        // Asked now and not at the request: a delivery may wait for days.
        var recipient = leased.message().recipient();
        if (recipients.isFormerContact(recipient)) {
            deliveries.update(leased.id(), "cancelled/" + leased.attempts(), delivery -> delivery.cancelled(clock.instant()));
            return new Superseded();
        }
        var address = recipients.address(recipient);
        if (address.isEmpty()) {
            record(leased, new Unavailable(Delivery.RECIPIENT_UNKNOWN));
            return new Superseded();
        }
        return addressees.choose(leased, address.get(), clock.instant()).map(addressed -> attempt(leased, addressed))
                .orElseGet(() -> {
                    deliveries.update(leased.id(), "suppressed/" + leased.attempts(),
                            delivery -> delivery.suppressed(clock.instant()));
                    return new Superseded();
                });
    }

    private Outcome attempt(Delivery leased, Delivery addressed) {
        var turn = rateLimits.reserve(addressed);
        if (!turn.delay().isZero()) {
            var until = clock.instant().plus(turn.delay());
            deliveries.update(leased.id(), "deferred/" + leased.attempts(),
                    delivery -> delivery.deferred(leased, until, turn.isReserved()));
            return new Deferred(until);
        }
        if (!addressed.equals(leased))
            deliveries.update(leased.id(), "address/" + leased.attempts(),
                    delivery -> delivery.addressedAs(addressed).unchanged());
        var outcome = send(addressed);
        record(addressed, outcome);
        return outcome;
    }

    private Outcome send(Delivery leased) {
        return leaseRenewal.during(leased,
                () -> mailServer.send(leased, () -> deliveries.handOver(leased, clock.instant(), retrySchedule)));
    }

    private void record(Delivery leased, Outcome outcome) {
        var now = clock.instant();
        var attempt = "/" + leased.attempts();
        switch (outcome) {
            case Accepted() -> deliveries.update(leased.id(), "accepted" + attempt, delivery -> delivery.accepted(now));
            case Refused(var reason) ->
                deliveries.update(leased.id(), "refused" + attempt, delivery -> delivery.refused(reason, now));
            case Unavailable(var reason) -> deliveries.update(leased.id(), "unavailable" + attempt,
                    delivery -> delivery.unavailable(leased, reason, now, retrySchedule));
            case Unconfirmed(var reason) -> deliveries.update(leased.id(), "unconfirmed" + attempt,
                    delivery -> delivery.unconfirmed(leased, reason, now, retrySchedule));
            case Deferred(_),Superseded() -> {
                /* another attempt records its outcome */ }
        }
    }
}
