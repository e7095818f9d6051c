package io.amparo.notification.delivery;

import io.amparo.notification.audience.Recipient;
import io.amparo.notification.template.Mail;
import io.amparo.platform.store.EventOrigin;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Message to one person because of one event. It is rendered once, so each attempt sends the same text.
 *
 * @param origin the event; DeliverySent and DeliveryFailed carry it as their cause, and its correlation
 * @param causedAt time of the event, from which the mail latency is measured
 * @param campaign id of the campaign; null if the message does not belong to a campaign
 */
record Message(EventOrigin origin, Instant causedAt, Recipient recipient, RelatedResource about, @Nullable String campaign,
        String template, Mail mail) {

    Message to(Recipient newRecipient) {
        return new Message(origin, causedAt, newRecipient, about, campaign, template, mail);
    }

    /** Returns the same message without its text, which is no proof of anything and may name topics of the forum. */
    Message withoutText() {
        return new Message(origin, causedAt, recipient, about, campaign, template, new Mail(mail.language(), mail.subject(), ""));
    }

    boolean isProof() {
        return about.type() != RelatedResource.Type.DIGEST;
    }

    /** Returns source and id of the event. */
    String cause() {
        return origin.causation();
    }
}
