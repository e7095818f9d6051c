package io.amparo.ticket.ticket;

import io.amparo.ticket.attachment.Attachment;
import io.amparo.ticket.attachment.Attachments;
import java.lang.System.Logger.Level;
import java.time.Clock;

/**
 * Removes uploads that their ticket does not count, because their process crashed before the write of the ticket. Several
 * instances may run at the same time.
 */
final class OrphanedAttachments {
    private static final int PAGE_SIZE = 100;
    /** Ends a pass that finds more and more. */
    private static final int MAX_PAGES = 100;
    private static final System.Logger LOG = System.getLogger(OrphanedAttachments.class.getName());

    private final Tickets tickets;
    private final TicketAttachments ticketAttachments;
    private final Attachments attachments;
    private final Clock clock;

    OrphanedAttachments(Tickets tickets, TicketAttachments ticketAttachments, Attachments attachments, Clock clock) {
        this.tickets = tickets;
        this.ticketAttachments = ticketAttachments;
        this.attachments = attachments;
        this.clock = clock;
    }

    void removeExpired() {
        for (int page = 0; page < MAX_PAGES; page++) {
            var found = attachments.pendingSinceBefore(clock.instant().minus(OrphanedMessages.RETENTION), PAGE_SIZE);
            found.forEach(this::settleOrRemove);
            if (found.size() < PAGE_SIZE) return;
        }
    }

    private void settleOrRemove(Attachment attachment) {
        try {
            var ticket = tickets.find(attachment.ticketId());
            if (ticket.isPresent() && ticketAttachments.isCounted(ticket.get().state(), attachment))
                attachments.settle(attachment.id());
            else
                attachments.remove(attachment.id());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Clean-up cannot remove the attachment " + attachment.id() + "; retrying in a day", e);
            // Fails if the store is unavailable; then this pass ends, because the others would fail as well.
            attachments.postpone(attachment.id(), clock.instant());
        }
    }
}
