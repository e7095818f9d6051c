package io.amparo.ticket.ticket;

import io.amparo.ticket.ticket.TimelineEntries.PendingMessage;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;

/**
 * Removes messages that never got a position, because their process crashed before the write of the ticket or the ticket refused
 * them. No reader finds them. A retry within a day still posts them. Several instances may run at the same time.
 */
final class OrphanedMessages {
    static final Duration RETENTION = Duration.ofDays(1);
    private static final int PAGE_SIZE = 100;
    /** Ends a pass that finds more and more. */
    private static final int MAX_PAGES = 100;
    private static final System.Logger LOG = System.getLogger(OrphanedMessages.class.getName());

    private final Tickets tickets;
    private final TimelineEntries timelineEntries;
    private final Clock clock;

    OrphanedMessages(Tickets tickets, TimelineEntries timelineEntries, Clock clock) {
        this.tickets = tickets;
        this.timelineEntries = timelineEntries;
        this.clock = clock;
    }

    void removeExpired() {
        for (int page = 0; page < MAX_PAGES; page++) {
            var found = timelineEntries.pendingSinceBefore(clock.instant().minus(RETENTION), PAGE_SIZE);
            found.forEach(this::remove);
            if (found.size() < PAGE_SIZE) return;
        }
    }

    private void remove(PendingMessage message) {
        try {
            // The ticket may count the message, while its process crashed before it stored the position.
            tickets.find(message.ticketId()).ifPresent(ticket -> timelineEntries.storePositions(ticket.state()));
            timelineEntries.remove(message);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Clean-up cannot remove the message " + message.documentId() + "; retrying in a day", e);
            // Fails if the store is unavailable; then this pass ends, because the others would fail as well.
            timelineEntries.postpone(message, clock.instant());
        }
    }
}
