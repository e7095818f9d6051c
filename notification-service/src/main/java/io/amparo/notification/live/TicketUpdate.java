package io.amparo.notification.live;

import io.amparo.notification.delivery.RelatedResource;
import io.amparo.platform.stream.LiveEvent;
import java.time.Instant;

/** A change of a ticket that its customer may see. It has no text and no person: the reader reads the ticket. */
record TicketUpdate(String id, Kind kind, String customerId, RelatedResource about, Instant at) implements LiveEvent {

    /** Kind of a change. */
    enum Kind {
        TICKET_RECEIVED, TICKET_OPENED, TICKET_REFUSED, STATUS_CHANGED, PRIORITY_CHANGED, KIND_CHANGED, REPLY_SENT,
        CLOCKS_CHANGED, OWNER_CHANGED, INTERACTION_RECORDED, ATTACHMENT_ADDED, TICKET_ESCALATED, TICKET_SPLIT, EXCLUSION_APPEALED,
        APPEAL_DECIDED, BUG_CHANGED, FIX_DELIVERED
    }

    @Override
    public String name() {
        return kind.name();
    }
}
