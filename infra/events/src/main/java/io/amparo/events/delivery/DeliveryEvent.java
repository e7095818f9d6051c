package io.amparo.events.delivery;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import java.time.Instant;

/** What notification-service tells of each message to each person. */
public sealed interface DeliveryEvent extends DomainEvent {
    String recipient();

    @Override
    default String key() {
        return recipient();
    }

    /**
     * The mail server took it.
     *
     * @param cause the event that it tells of, as source and id
     * @param about id of what it is about: a ticket, an announcement
     * @param messageId the Message-ID (RFC 5322), the same on every retry
     */
    @EventType("io.amparo.delivery.DeliverySent.v1")
    record DeliverySent(String deliveryId, String recipient, String channel, String template, String cause, String about,
            String messageId, Instant sentAt) implements DeliveryEvent {}

    /** Given up for good. */
    @EventType("io.amparo.delivery.DeliveryFailed.v1")
    record DeliveryFailed(String deliveryId, String recipient, String channel, String template, String cause, String about,
            String reason, Instant failedAt) implements DeliveryEvent {}
}
