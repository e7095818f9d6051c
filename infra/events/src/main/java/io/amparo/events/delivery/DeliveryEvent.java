package io.amparo.events.delivery;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import io.amparo.events.TextOf;
import io.amparo.events.Vocabulary.Channel;
import io.amparo.events.Vocabulary.Template;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events of notification-service about the delivery of each message to each recipient. */
public sealed interface DeliveryEvent extends DomainEvent {
    String about();

    /** The id of the ticket, announcement, article or person that the mail is about. */
    @Override
    default String key() {
        return about();
    }

    /**
     * The mail server has accepted the message.
     *
     * @param deliveryId id of the delivery
     * @param channel way by which the message was sent
     * @param template text that was sent
     * @param cause causation id: source and id of the event, or of the mail of an invitation, that the message is about
     * @param about id of the related resource: a ticket, an announcement, the slug of an article, an endpoint of webhooks, or the
     *     person id of an invited person or of the recipient of a digest
     * @param messageId the Message-ID (RFC 5322), the same on every retry
     */
    @EventType("io.amparo.delivery.DeliverySent.v1")
    record DeliverySent(String deliveryId, String recipient, @TextOf(Channel.class) String channel,
            @TextOf(Template.class) String template, String cause, String about, String messageId,
            Instant sentAt) implements DeliveryEvent {}

    /**
     * The delivery has failed permanently. The causation id is that of the event that the message is about.
     *
     * @param deliveryId id of the delivery
     * @param channel way by which the message should have been sent
     * @param template text that should have been sent
     * @param cause causation id: source and id of the event, or of the mail of an invitation, that the message is about
     * @param about id of the related resource: a ticket, an announcement, the slug of an article, an endpoint of webhooks, or the
     *     person id of an invited person or of the recipient of a digest
     * @param reason answer of the mail server, or why no attempt is left; {@code recipient-removed} if the recipient is no
     *     contact of the customer any more, {@code recipient-unknown} if it never became known as one, {@code suppressed} if a
     *     mail to the address has bounced and no other contact of the customer can get it; begins with {@code unconfirmed} if the
     *     mail may have arrived nevertheless
     * @param failedAt instant at which the delivery was given up
     */
    @EventType("io.amparo.delivery.DeliveryFailed.v1")
    record DeliveryFailed(String deliveryId, String recipient, @TextOf(Channel.class) String channel,
            @TextOf(Template.class) String template, String cause, String about, String reason,
            Instant failedAt) implements DeliveryEvent {}

    /**
     * The mail server of the recipient has confirmed that the message is in the mailbox (RFC 3464). Most servers confirm nothing,
     * so a missing confirmation has no meaning.
     *
     * @param deliveryId id of the delivery
     * @param channel way by which the message was sent
     * @param template text that was sent
     * @param cause causation id: source and id of the event, or of the mail of an invitation, that the message is about
     * @param about id of the related resource: a ticket, an announcement, the slug of an article, or the person id of an invited
     *     person or of the recipient of a digest
     * @param messageId the Message-ID (RFC 5322)
     * @param code status code (RFC 3463)
     * @param confirmedAt instant at which the confirmation was read
     */
    @EventType("io.amparo.delivery.DeliveryConfirmed.v1")
    record DeliveryConfirmed(String deliveryId, String recipient, @TextOf(Channel.class) String channel,
            @TextOf(Template.class) String template, String cause, String about, String messageId, String code,
            Instant confirmedAt) implements DeliveryEvent {}

    /**
     * The message was sent, and a mail server has returned it for good (RFC 3464).
     *
     * @param deliveryId id of the delivery
     * @param channel way by which the message was sent
     * @param template text that was sent
     * @param cause causation id: source and id of the event, or of the mail of an invitation, that the message is about
     * @param about id of the related resource: a ticket, an announcement, the slug of an article, or the person id of an invited
     *     person or of the recipient of a digest
     * @param messageId the Message-ID (RFC 5322)
     * @param code status code (RFC 3463), for example 5.1.1 for an unknown mailbox
     * @param bouncedAt instant at which the returned message was read
     */
    @EventType("io.amparo.delivery.DeliveryBounced.v1")
    record DeliveryBounced(String deliveryId, String recipient, @TextOf(Channel.class) String channel,
            @TextOf(Template.class) String template, String cause, String about, String messageId, String code,
            Instant bouncedAt) implements DeliveryEvent {}

    /**
     * The link in a notice of an end of life was opened, by its recipient or by a program that checks links. Published once for a
     * recipient and announcement.
     *
     * @param about id of the announcement
     * @param contactId person id of the recipient
     * @param readAt instant at which the link was opened first
     */
    @EventType("io.amparo.delivery.NoticeRead.v1")
    record NoticeRead(String about, @Nullable String customerId, String contactId, Instant readAt) implements DeliveryEvent {}

    /**
     * The recipient of a notice of an end of life has confirmed it. Published once for a recipient and announcement.
     *
     * @param about id of the announcement
     * @param contactId person id of the recipient
     * @param acknowledgedAt instant of the first confirmation
     */
    @EventType("io.amparo.delivery.NoticeAcknowledged.v1")
    record NoticeAcknowledged(String about, @Nullable String customerId, String contactId,
            Instant acknowledgedAt) implements DeliveryEvent {}
}
