package io.amparo.ticket.ticket;

import io.amparo.platform.store.Versioned;
import io.amparo.ticket.state.NextDue;
import io.amparo.ticket.ticket.Ticket.Person;
import io.amparo.ticket.ticket.Timeline.LastEntry;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a ticket that lists show.
 *
 * @param ticketVersion the version of the ticket that it shows
 * @param next the clock that is due first; null if the summary was stored before summaries had it
 * @param progress null if the summary was stored before summaries had it
 * @param terms by what the store finds it; empty after a read
 */
record TicketSummary(String ticketId, long ticketVersion, String number, Kind kind, Status status, Priority priority,
        String customerId, String customerName, @Nullable Person owner, String product, String version, String subject,
        Instant openedAt, Instant updatedAt, @Nullable NextDue next, @Nullable Progress progress, Terms terms) {

    /**
     * What queries need and no list shows.
     *
     * @param views keys of the views that show the ticket
     * @param words of number, subject and description; never of messages, because an internal note must not be found (R1.4)
     */
    record Terms(List<String> views, List<String> words) {
        static final Terms NONE = new Terms(List.of(), List.of());

        Terms {
            views = List.copyOf(views);
            words = List.copyOf(words);
        }

        static Terms of(Ticket ticket) {
            return new Terms(TicketView.keysOf(ticket),
                    SearchWords.of(ticket.number(), ticket.content().subject(), ticket.content().description()));
        }
    }

    /** The ends of the timeline that the vendor and the customer see. */
    record Progress(End vendor, End customer) {

        /** @param size number of entries; 0 of a ticket that was only opened, which counts as an entry of who opened it */
        record End(int size, Instant at, String by) {
            static End of(int size, @Nullable LastEntry last, Ticket ticket) {
                var requester = ticket.requester();
                var opener = requester.openedBy() == null ? requester.contact() : requester.openedBy();
                return last == null
                        ? new End(size, ticket.timeline().openedAt(), opener.id())
                        : new End(size, last.at(), last.by());
            }
        }

        static Progress of(Ticket ticket) {
            var timeline = ticket.timeline();
            return new Progress(End.of(timeline.size(), timeline.last(), ticket),
                    End.of(timeline.publicSize(), timeline.lastPublic(), ticket));
        }

        End of(boolean forStaff) {
            return forStaff ? vendor : customer;
        }
    }

    /** Returns the summary with the promise of the opening, which the events of the SLA engine replace. */
    static TicketSummary of(Versioned<Ticket> versioned) {
        var ticket = versioned.state();
        var content = ticket.content();
        var product = content.product();
        return new TicketSummary(versioned.id(), versioned.version(), ticket.number(), ticket.kind(), ticket.status(),
                ticket.priority(), ticket.customerId(), ticket.requester().customerName(), ticket.handling().owner(),
                product.id(), product.version(), content.subject(), ticket.timeline().openedAt(), ticket.timeline().updatedAt(),
                NextDue.of(0, ticket.promise()), Progress.of(ticket), Terms.of(ticket));
    }

    /** Returns the promise of the opening in a summary of a ticket. */
    NextDue promised() {
        return next == null ? NextDue.of(0, null) : next;
    }

    TicketSummary withNext(@Nullable NextDue shown) {
        return new TicketSummary(ticketId, ticketVersion, number, kind, status, priority, customerId, customerName, owner,
                product, version, subject, openedAt, updatedAt, shown, progress, terms);
    }
}
