package io.amparo.notification.delivery;

import io.amparo.events.delivery.DeliveryEvent;
import io.amparo.events.delivery.DeliveryEvent.DeliveryBounced;
import io.amparo.events.delivery.DeliveryEvent.DeliveryConfirmed;
import io.amparo.events.delivery.DeliveryEvent.DeliveryFailed;
import io.amparo.events.delivery.DeliveryEvent.DeliverySent;
import io.amparo.notification.audience.Recipient;
import io.amparo.platform.Ids;
import io.amparo.platform.store.Change;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
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
 * @param series the attempts since the request, or since staff has retried the delivery last
 * @param alternate contact who gets the mail, because the address of the recipient is suppressed; null for the recipient
 * @param receipt what the mail server of the recipient has reported; null for nothing
 */
record Delivery(String id, String messageId, Message message, Instant requestedAt, int attempts, int unconfirmed,
        @Nullable Instant dueAt, @Nullable Lease lease, @Nullable Result result, Series series, @Nullable Recipient alternate,
        @Nullable Receipt receipt) {
    static final String CHANNEL = "mail";
    /** Reason of a delivery whose recipient is no contact of the customer any more. */
    static final String RECIPIENT_REMOVED = "recipient-removed";
    /** Reason of a delivery whose recipient has never become known as a contact of the customer. */
    static final String RECIPIENT_UNKNOWN = "recipient-unknown";
    /** Reason of a delivery to an address that is suppressed. */
    static final String SUPPRESSED = "suppressed";
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

    /**
     * Attempts that belong together.
     *
     * @param uncounted attempts before the series, and those that only waited for their turn
     * @param unconfirmedBefore attempts with an unknown outcome before the series
     * @param hasTurn whether the next attempt has waited for its turn of the rate limit
     * @param request the request of staff that began the series; null for the first one
     */
    record Series(Instant startedAt, int uncounted, int unconfirmedBefore, boolean hasTurn, @Nullable String request) {
        static Series first(Instant requestedAt) {
            return new Series(requestedAt, 0, 0, false, null);
        }

        Series withTurn(int uncountedAttempts, boolean isReserved) {
            return new Series(startedAt, uncountedAttempts, unconfirmedBefore, isReserved, request);
        }
    }

    static String idOf(String cause, String recipientId) {
        return Ids.sha256Of(String.join("\n", cause, recipientId, CHANNEL), ID_BYTES);
    }

    /** Creates a delivery that is due immediately. */
    static Delivery of(Message message, String domain, Instant now) {
        var id = idOf(message.cause(), message.recipient().id());
        return new Delivery(id, "<" + id + "@" + domain + ">", message, now, 0, 0, now, null, null, Series.first(now), null,
                null);
    }

    /** Postpones the first attempt. */
    Delivery notBefore(Instant firstAttempt) {
        return new Delivery(id, messageId, message, requestedAt, attempts, unconfirmed, firstAttempt, lease, result, series,
                alternate, receipt);
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
        return addressed(message.to(message.recipient().withEmail(email)), null);
    }

    /** Sends the mail to another contact, because the address of the recipient is suppressed. */
    Delivery toAlternate(Recipient contact) {
        return addressed(message, contact);
    }

    /** Sets the address of another state of this delivery. */
    Delivery addressedAs(Delivery other) {
        return addressed(message.to(message.recipient().withEmail(other.message().recipient().email())), other.alternate());
    }

    private Delivery addressed(Message addressedMessage, @Nullable Recipient contact) {
        return new Delivery(id, messageId, addressedMessage, requestedAt, attempts, unconfirmed, dueAt, lease, result, series,
                contact, receipt);
    }

    /** Returns the person who gets the mail. */
    Recipient addressee() {
        return alternate == null ? message.recipient() : alternate;
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

    /** Records that the attempt waits for its turn. An attempt that lost its lease changes nothing. */
    Change<Delivery, DeliveryEvent> deferred(Delivery attempt, Instant until, boolean isReserved) {
        return holdsAttempt(attempt)
                ? pending(attempts, unconfirmed, until, null, series.withTurn(series.uncounted() + 1, isReserved))
                : unchanged();
    }

    /** Ends the delivery without an attempt, because a mail to the address has bounced. */
    Change<Delivery, DeliveryEvent> suppressed(Instant now) {
        return failed(State.FAILED, SUPPRESSED, now);
    }

    /** Whether the mail was given up or has bounced. */
    boolean isLost() {
        return state() == State.FAILED || state() == State.CANCELLED
                || receipt != null && receipt.status() == Receipt.Status.BOUNCED;
    }

    /** Begins a series of attempts with the same Message-ID at a lost mail. A repeated request changes nothing. */
    Change<Delivery, DeliveryEvent> retried(String request, Instant now) {
        if (request.equals(series.request()) || !isLost()) return unchanged();
        return new Delivery(id, messageId, message, requestedAt, attempts, unconfirmed, now, null, null,
                new Series(now, attempts, unconfirmed, false, request), null, null).unchanged();
    }

    /**
     * Records what the mail server of the recipient has reported, which also proves that the mail was accepted. A bounce counts
     * more than a confirmation: a forwarded mail can have both.
     */
    Change<Delivery, DeliveryEvent> received(Receipt incoming, Instant now) {
        if (attempts == 0 || receipt != null && !incoming.replaces(receipt)) return unchanged();
        var sent = accepted(now);
        var known = sent.state();
        var event = switch (incoming.status()) {
            case DELIVERED -> new DeliveryConfirmed(id, recipientName(), CHANNEL, message.template(), message.cause(),
                    message.about().id(), messageId, incoming.code(), incoming.at());
            case BOUNCED -> new DeliveryBounced(id, recipientName(), CHANNEL, message.template(), message.cause(),
                    message.about().id(), messageId, incoming.code(), incoming.at());
        };
        return Change.of(new Delivery(id, messageId, known.message(), requestedAt, attempts, unconfirmed, null, null,
                known.result(), series, alternate, incoming), Stream.concat(sent.events().stream(), Stream.of(event)).toList());
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
        return retrySchedule.nextAttempt(attempts - series.uncounted(), series.startedAt(), now)
                .map(next -> pending(attempts, unconfirmed, next, null)).orElseGet(() -> refused(reason, now));
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
        Optional<Instant> next = retrySchedule.afterUnconfirmed(unconfirmed - series.unconfirmedBefore() + 1, now);
        return next.map(at -> pending(attempts, unconfirmed + 1, at, null))
                .orElseGet(() -> failed(State.FAILED, "unconfirmed: " + reason, now));
    }

    private Change<Delivery, DeliveryEvent> failed(State state, String reason, Instant now) {
        if (result != null) return unchanged();
        return complete(new Result(state, now, reason), new DeliveryFailed(id, recipientName(), CHANNEL, message.template(),
                message.cause(), message.about().id(), reason, now));
    }

    private String recipientName() {
        return Objects.requireNonNullElse(addressee().email(), addressee().id());
    }

    private Change<Delivery, DeliveryEvent> pending(int attemptCount, int unconfirmedCount, Instant nextDueAt,
            @Nullable Lease newLease) {
        // A turn belongs to one attempt.
        var next = newLease == null ? series.withTurn(series.uncounted(), false) : series;
        return pending(attemptCount, unconfirmedCount, nextDueAt, newLease, next);
    }

    private Change<Delivery, DeliveryEvent> pending(int attemptCount, int unconfirmedCount, Instant nextDueAt,
            @Nullable Lease newLease, Series nextSeries) {
        return new Delivery(id, messageId, message, requestedAt, attemptCount, unconfirmedCount, nextDueAt, newLease, null,
                nextSeries, alternate, receipt).unchanged();
    }

    private Change<Delivery, DeliveryEvent> complete(Result finalResult, DeliveryEvent event) {
        // Deliveries are kept for ever as proof; an erasure must find no text about the forum in them.
        var kept = message.isProof() ? message : message.withoutText();
        return Change.of(new Delivery(id, messageId, kept, requestedAt, attempts, unconfirmed, null, null, finalResult, series,
                alternate, receipt), List.of(event));
    }
}
