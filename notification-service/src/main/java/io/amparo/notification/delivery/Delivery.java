package io.amparo.notification.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.events.delivery.DeliveryEvent;
import io.amparo.events.delivery.DeliveryEvent.DeliveryFailed;
import io.amparo.events.delivery.DeliveryEvent.DeliverySent;
import io.amparo.platform.store.Change;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One message on its way to one person. Its id is made of event, recipient and channel, so that an event that comes twice, or to
 * two instances, is told once.
 *
 * @param messageId RFC 5322 Message-ID, the same on every attempt: a mail that does come twice can be seen to be one
 * @param attempts how often it was tried, the one under way included
 * @param dueAt when to try (again); while an attempt is under way, when its lease ends; null once it is settled
 */
record Delivery(String id, String messageId, Message message, Instant requestedAt, State state, int attempts,
        @Nullable Instant dueAt, @Nullable Instant settledAt, @Nullable String failure) {
    static final String CHANNEL = "mail";

    enum State {
        PENDING, SENT, FAILED
    }

    static String idOf(String cause, String recipient) {
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(String.join("\n", cause, recipient, CHANNEL).getBytes(UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible); // every Java has it
        }
    }

    /** A new delivery, due at once. */
    static Delivery of(Message message, String domain, Instant now) {
        var id = idOf(message.cause(), message.recipient().email());
        return new Delivery(id, "<" + id + "@" + domain + ">", message, now, State.PENDING, 0, now, null, null);
    }

    boolean isDue(Instant now) {
        return dueAt != null && !dueAt.isAfter(now);
    }

    /** As it is: it waits for whoever finds it due. */
    Change<Delivery, DeliveryEvent> unchanged() {
        return new Change<>(this, List.of(), dueAt);
    }

    /** Takes the lease of the next attempt, if it is due. */
    Change<Delivery, DeliveryEvent> attempt(Instant now, Patience patience) {
        return isDue(now) ? due(attempts + 1, patience.leaseFrom(now)) : unchanged();
    }

    /** What the server accepted is sent, also when that attempt's lease was over and another is under way. */
    Change<Delivery, DeliveryEvent> accepted(Instant now) {
        if (state == State.SENT) return unchanged();
        return settled(State.SENT, null, now, new DeliverySent(id, message.recipient().email(), CHANNEL, message.template(),
                message.cause(), message.about().id(), messageId, now));
    }

    Change<Delivery, DeliveryEvent> refused(String reason, Instant now) {
        if (state != State.PENDING) return unchanged();
        return settled(State.FAILED, reason, now, new DeliveryFailed(id, message.recipient().email(), CHANNEL, message.template(),
                message.cause(), message.about().id(), reason, now));
    }

    /** Tries again later, or gives up after days of it. An attempt whose lease went to another has no say. */
    Change<Delivery, DeliveryEvent> unavailable(int attempt, String reason, Instant now, Patience patience) {
        if (state != State.PENDING || attempt != attempts) return unchanged();
        return patience.next(attempts, requestedAt, now).map(next -> due(attempts, next)).orElseGet(() -> refused(reason, now));
    }

    private Change<Delivery, DeliveryEvent> due(int tried, Instant at) {
        return new Delivery(id, messageId, message, requestedAt, state, tried, at, null, null).unchanged();
    }

    private Change<Delivery, DeliveryEvent> settled(State as, @Nullable String reason, Instant now, DeliveryEvent told) {
        return Change.of(new Delivery(id, messageId, message, requestedAt, as, attempts, null, now, reason), List.of(told));
    }
}
