package io.amparo.notification.delivery;

import io.amparo.events.delivery.DeliveryEvent;
import io.amparo.events.delivery.DeliveryEvent.DeliveryFailed;
import io.amparo.events.delivery.DeliveryEvent.DeliverySent;
import io.amparo.platform.Ids;
import io.amparo.platform.store.Change;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One message to one person. The id is a hash of event, recipient and channel, so an event that arrives twice, or at two
 * instances, sends one mail.
 *
 * @param messageId RFC 5322 Message-ID, the same on each attempt, so that a mail received twice is recognisable as a duplicate
 * @param attempts number of attempts, including a running one
 * @param unconfirmed number of attempts after which the mail server may have accepted the mail
 * @param dueAt time of the next attempt; during an attempt, the end of its lease; null once there is a result
 * @param lease the running attempt; null while no attempt runs
 * @param result null while the delivery is pending
 */
record Delivery(String id, String messageId, Message message, Instant requestedAt, int attempts, int unconfirmed,
        @Nullable Instant dueAt, @Nullable Lease lease, @Nullable Result result) {
    static final String CHANNEL = "mail";
    /** Reason of a delivery whose recipient is no contact of the customer any more. */
    static final String RECIPIENT_REMOVED = "recipient-removed";
    /** Reason of a delivery whose recipient has never become known as a contact of the customer. */
    static final String RECIPIENT_UNKNOWN = "recipient-unknown";
    private static final String INTERRUPTED = "interrupted";
    private static final int ID_BYTES = 16;

    /**
     * The right of one instance to send this delivery until {@code dueAt}.
     *
     * @param owner id of the instance
     * @param handedOver whether the instance sends the end of the mail, from which on the server may accept it: if the lease ends
     *     now, the outcome is unknown
     */
    record Lease(String owner, boolean handedOver) {}

    /** @param failure why the delivery failed; null if the server accepted the mail */
    record Result(State state, Instant settledAt, @Nullable String failure) {}

    enum State {
        PENDING, SENT, FAILED, CANCELLED
    }

    static String idOf(String cause, String recipientId) {
        return Ids.sha256Of(String.join("\n", cause, recipientId, CHANNEL), ID_BYTES);
    }

    /** Creates a delivery that is due immediately. */
    static Delivery of(Message message, String domain, Instant now) {
        var id = idOf(message.cause(), message.recipient().id());
        return new Delivery(id, "<" + id + "@" + domain + ">", message, now, 0, 0, now, null, null);
    }

    /** Postpones the first attempt. */
    Delivery notBefore(Instant firstAttempt) {
        return new Delivery(id, messageId, message, requestedAt, attempts, unconfirmed, firstAttempt, lease, result);
    }

    State state() {
        return result == null ? State.PENDING : result.state();
    }

    boolean isDue(Instant now) {
        return dueAt != null && !dueAt.isAfter(now);
    }

    /** Whether the attempt of an earlier state still has the lease. */
    boolean isLeasedBy(Delivery attempt, Instant now) {
        return lease != null && attempt.lease() != null && lease.owner().equals(attempt.lease().owner())
                && attempts == attempt.attempts() && !isDue(now);
    }

    /** Keeps the state; the next ticker run after {@code dueAt} picks the delivery up. */
    Change<Delivery, DeliveryEvent> unchanged() {
        return new Change<>(this, List.of(), dueAt);
    }

    /**
     * Acquires the lease of the next attempt if the delivery is due. An attempt that handed over the mail and left no outcome,
     * because its instance crashed, counts as unconfirmed: the next attempt follows later.
     */
    Change<Delivery, DeliveryEvent> attempt(String owner, Instant now, DeliveryRetrySchedule retrySchedule) {
        if (!isDue(now)) return unchanged();
        if (lease != null && lease.handedOver()) return retryUnconfirmed(INTERRUPTED, now, retrySchedule);
        return pending(attempts + 1, unconfirmed, retrySchedule.leaseEnd(now), new Lease(owner, false));
    }

    /** Sets the present address of the recipient, which may have changed or become known since the request. */
    Delivery to(String email) {
        return new Delivery(id, messageId, message.to(message.recipient().withEmail(email)), requestedAt, attempts, unconfirmed,
                dueAt, lease, result);
    }

    /** Renews the lease of a running attempt. An attempt that lost its lease changes nothing. */
    Change<Delivery, DeliveryEvent> renewed(Delivery attempt, Instant now, DeliveryRetrySchedule retrySchedule) {
        return isLeasedBy(attempt, now) ? pending(attempts, unconfirmed, retrySchedule.leaseEnd(now), lease) : unchanged();
    }

    /** Records that the attempt sends the end of the mail. An attempt that lost its lease changes nothing. */
    Change<Delivery, DeliveryEvent> handedOver(Delivery attempt, Instant now, DeliveryRetrySchedule retrySchedule) {
        if (lease == null || !isLeasedBy(attempt, now)) return unchanged();
        return pending(attempts, unconfirmed, retrySchedule.leaseEnd(now), new Lease(lease.owner(), true));
    }

    /** Records that the server accepted the mail, also if the lease of that attempt expired and another attempt runs. */
    Change<Delivery, DeliveryEvent> accepted(Instant now) {
        if (state() == State.SENT) return unchanged();
        return complete(new Result(State.SENT, now, null), new DeliverySent(id, recipientName(), CHANNEL, message.template(),
                message.cause(), message.about().id(), messageId, now));
    }

    Change<Delivery, DeliveryEvent> refused(String reason, Instant now) {
        return failed(State.FAILED, unconfirmed == 0 ? reason : "unconfirmed, then " + reason, now);
    }

    /** Ends the delivery without an attempt, because its recipient was removed from the contacts of the customer. */
    Change<Delivery, DeliveryEvent> cancelled(Instant now) {
        return failed(State.CANCELLED, RECIPIENT_REMOVED, now);
    }

    /** Schedules a retry, or fails the delivery after the retry period. An attempt that lost its lease changes nothing. */
    Change<Delivery, DeliveryEvent> unavailable(Delivery attempt, String reason, Instant now,
            DeliveryRetrySchedule retrySchedule) {
        if (!holdsAttempt(attempt)) return unchanged();
        return retrySchedule.nextAttempt(attempts, requestedAt, now).map(next -> pending(attempts, unconfirmed, next, null))
                .orElseGet(() -> refused(reason, now));
    }

    /** Schedules one of the few retries after an unknown outcome. An attempt that lost its lease changes nothing. */
    Change<Delivery, DeliveryEvent> unconfirmed(Delivery attempt, String reason, Instant now,
            DeliveryRetrySchedule retrySchedule) {
        return holdsAttempt(attempt) ? retryUnconfirmed(reason, now, retrySchedule) : unchanged();
    }

    /** Whether no other attempt has begun and none has recorded an outcome; a lease that has ended is not taken yet. */
    private boolean holdsAttempt(Delivery attempt) {
        return result == null && lease != null && attempts == attempt.attempts();
    }

    private Change<Delivery, DeliveryEvent> retryUnconfirmed(String reason, Instant now, DeliveryRetrySchedule retrySchedule) {
        Optional<Instant> next = retrySchedule.afterUnconfirmed(unconfirmed + 1, now);
        return next.map(at -> pending(attempts, unconfirmed + 1, at, null))
                .orElseGet(() -> failed(State.FAILED, "unconfirmed: " + reason, now));
    }

    private Change<Delivery, DeliveryEvent> failed(State state, String reason, Instant now) {
        if (result != null) return unchanged();
        return complete(new Result(state, now, reason), new DeliveryFailed(id, recipientName(), CHANNEL, message.template(),
                message.cause(), message.about().id(), reason, now));
    }

    private String recipientName() {
        return Objects.requireNonNullElse(message.recipient().email(), message.recipient().id());
    }

    private Change<Delivery, DeliveryEvent> pending(int attemptCount, int unconfirmedCount, Instant nextDueAt,
            @Nullable Lease newLease) {
        return new Delivery(id, messageId, message, requestedAt, attemptCount, unconfirmedCount, nextDueAt, newLease, null)
                .unchanged();
    }

    private Change<Delivery, DeliveryEvent> complete(Result finalResult, DeliveryEvent event) {
        // Deliveries are kept for ever as proof; an erasure must find no text about the forum in them.
        var kept = message.isProof() ? message : message.withoutText();
        return Change.of(new Delivery(id, messageId, kept, requestedAt, attempts, unconfirmed, null, null, finalResult),
                List.of(event));
    }
}
