package io.amparo.notification.delivery;

import io.amparo.events.delivery.DeliveryEvent;
import io.amparo.events.delivery.DeliveryEvent.DeliveryFailed;
import io.amparo.events.delivery.DeliveryEvent.DeliverySent;
import io.amparo.platform.Ids;
import io.amparo.platform.store.Change;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message to one person. The id is a hash of event, recipient and channel, so an event that arrives twice, or at two
 * instances, sends one mail.
 *
 * @param messageId RFC 5322 Message-ID, the same on each attempt, so that a mail received twice is recognisable as a duplicate
 * @param attempts number of attempts, including a running one
 * @param dueAt time of the next attempt; during an attempt, the end of its lease; null once there is a result
 * @param result null while the delivery is pending
 */
record Delivery(String id, String messageId, Message message, Instant requestedAt, int attempts, @Nullable Instant dueAt,
        @Nullable Result result) {
    static final String CHANNEL = "mail";
    private static final int ID_BYTES = 16;

    /** @param failure why the delivery failed; null if the server accepted the mail */
    record Result(Instant settledAt, @Nullable String failure) {}

    enum State {
        PENDING, SENT, FAILED
    }

    static String idOf(String cause, String recipient) {
        return Ids.sha256Of(String.join("\n", cause, recipient, CHANNEL), ID_BYTES);
    }

    /** Creates a delivery that is due immediately. */
    static Delivery of(Message message, String domain, Instant now) {
        var id = idOf(message.cause(), message.recipient().email());
        return new Delivery(id, "<" + id + "@" + domain + ">", message, now, 0, now, null);
    }

    State state() {
        if (result == null) return State.PENDING;
        return result.failure() == null ? State.SENT : State.FAILED;
    }

    boolean isDue(Instant now) {
        return dueAt != null && !dueAt.isAfter(now);
    }

    /** Keeps the state; the next ticker run after {@code dueAt} picks the delivery up. */
    Change<Delivery, DeliveryEvent> unchanged() {
        return new Change<>(this, List.of(), dueAt);
    }

    /** Acquires the lease of the next attempt if the delivery is due. */
    Change<Delivery, DeliveryEvent> attempt(Instant now, DeliveryRetrySchedule retrySchedule) {
        return isDue(now) ? reschedule(attempts + 1, retrySchedule.leaseEnd(now)) : unchanged();
    }

    /** Records that the server accepted the mail, also if the lease of that attempt expired and another attempt runs. */
    Change<Delivery, DeliveryEvent> accepted(Instant now) {
        if (state() == State.SENT) return unchanged();
        return complete(new Result(now, null), new DeliverySent(id, message.recipient().email(), CHANNEL, message.template(),
                message.cause(), message.about().id(), messageId, now));
    }

    Change<Delivery, DeliveryEvent> refused(String reason, Instant now) {
        if (result != null) return unchanged();
        return complete(new Result(now, reason), new DeliveryFailed(id, message.recipient().email(), CHANNEL, message.template(),
                message.cause(), message.about().id(), reason, now));
    }

    /** Schedules a retry, or fails the delivery after the retry period. An attempt that lost its lease changes nothing. */
    Change<Delivery, DeliveryEvent> unavailable(int attempt, String reason, Instant now, DeliveryRetrySchedule retrySchedule) {
        if (result != null || attempt != attempts) return unchanged();
        return retrySchedule.nextAttempt(attempts, requestedAt, now).map(next -> reschedule(attempts, next))
                .orElseGet(() -> refused(reason, now));
    }

    private Change<Delivery, DeliveryEvent> reschedule(int attemptCount, Instant nextDueAt) {
        return new Delivery(id, messageId, message, requestedAt, attemptCount, nextDueAt, null).unchanged();
    }

    private Change<Delivery, DeliveryEvent> complete(Result finalResult, DeliveryEvent event) {
        return Change.of(new Delivery(id, messageId, message, requestedAt, attempts, null, finalResult), List.of(event));
    }
}
