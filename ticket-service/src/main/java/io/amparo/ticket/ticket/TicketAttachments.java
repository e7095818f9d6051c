package io.amparo.ticket.ticket;

import io.amparo.ticket.attachment.Attachment;
import io.amparo.ticket.attachment.Attachments;
import java.util.List;

/** The attachments that a ticket counts. */
final class TicketAttachments {

    private final Attachments attachments;
    private final TimelineEntries timelineEntries;

    TicketAttachments(Attachments attachments, TimelineEntries timelineEntries) {
        this.attachments = attachments;
        this.timelineEntries = timelineEntries;
    }

    /** Returns what this side may see, oldest first. A ticket without attachments costs no access to the store. */
    List<Attachment> visible(Ticket ticket, boolean forStaff) {
        if (ticket.handling().attachments().count() == 0) return List.of();
        return attachments.ofTicket(ticket.id()).stream()
                .filter(each -> (forStaff || !each.internal()) && (!each.pending() || isCounted(ticket, each))).toList();
    }

    /** Returns whether the ticket counts an upload; there may be several of one request. */
    boolean isCounted(Ticket ticket, Attachment attachment) {
        // A crash after the ticket write may have left the entry without its position.
        timelineEntries.storePositions(ticket);
        return timelineEntries.findAttachment(ticket.id(), attachment.entryId()).filter(attachment.id()::equals).isPresent();
    }
}
