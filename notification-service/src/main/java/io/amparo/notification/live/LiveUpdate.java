package io.amparo.notification.live;

import io.amparo.notification.delivery.RelatedResource;
import io.amparo.notification.inbox.Notification;
import io.amparo.platform.security.Caller;
import io.amparo.platform.stream.LiveEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A change of a ticket that its customer may see, or a new notice in an inbox. It has no text and no person: the reader reads
 * what has changed.
 *
 * @param customerId customer of the ticket; null for a notice
 * @param recipient person id or account whose inbox has the notice; null for a ticket
 * @param path path of what has changed
 */
record LiveUpdate(String id, Kind kind, @Nullable String customerId, @Nullable String recipient, RelatedResource about,
        String path, Instant at) implements LiveEvent {

    /** Kind of a change. */
    enum Kind {
        TICKET_RECEIVED, TICKET_OPENED, TICKET_REFUSED, STATUS_CHANGED, PRIORITY_CHANGED, KIND_CHANGED, REPLY_SENT,
        CLOCKS_CHANGED, OWNER_CHANGED, INTERACTION_RECORDED, ATTACHMENT_ADDED, TICKET_ESCALATED, TICKET_SPLIT, EXCLUSION_APPEALED,
        APPEAL_DECIDED, BUG_CHANGED, FIX_DELIVERED, NOTIFICATION_ADDED
    }

    static LiveUpdate of(Notification added) {
        return new LiveUpdate(added.id(), Kind.NOTIFICATION_ADDED, null, added.recipient(), added.about(),
                "/api/v1/notifications/" + added.id(), added.addedAt());
    }

    boolean isVisibleTo(Caller caller) {
        if (customerId != null) return caller.isContactOf(customerId);
        return caller.person().equals(recipient) || caller.subject().equals(recipient);
    }

    @Override
    public String name() {
        return kind.name();
    }
}
