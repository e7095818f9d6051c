package io.amparo.events.delivery;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import java.time.Instant;

/** Events of notification-service about the delivery of each message to each recipient. */
public sealed interface DeliveryEvent extends DomainEvent {
    String recipient();

    @Override
    default String key() {
        return recipient();
    }

    /**
     * The mail server has accepted the message.
     *
     * @param cause causation id (source and id) of the event that the message is about
     * @param about id of the related resource: a ticket or an announcement
     * @param messageId the Message-ID (RFC 5322), the same on every retry
     */
    @EventType("io.amparo.delivery.DeliverySent.v1")
    record DeliverySent(String deliveryId, String recipient, String channel, String template, String cause, String about,
            String messageId, Instant sentAt) implements DeliveryEvent {}

    /** The delivery has failed permanently. */
    @EventType("io.amparo.delivery.DeliveryFailed.v1")
    record DeliveryFailed(String deliveryId, String recipient, String channel, String template, String cause, String about,
            String reason, Instant failedAt) implements DeliveryEvent {}
}
