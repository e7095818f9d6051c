package io.amparo.notification.delivery;

import io.amparo.notification.audience.Recipient;
import io.amparo.notification.template.Mail;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Message to one person because of one event. It is rendered once, so each attempt sends the same text.
 *
 * @param cause source and id of the event
 * @param causedAt time of the event, from which the mail latency is measured
 * @param campaign id of the campaign; null if the message does not belong to a campaign
 */
record Message(String cause, Instant causedAt, Recipient recipient, RelatedResource about, @Nullable String campaign,
        String template, Mail mail) {}
