package io.amparo.ticket.ticket;

import io.amparo.ticket.ticket.TicketSummaries.Filter;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Gives the tickets that wait for the customer since an older build the deadline that they lack, from now on: without it, the
 * customer is never reminded and the ticket never closed (R9.C9). Repeating is safe.
 */
final class SilenceUpgrade {
    private static final int PAGE_SIZE = 100;
    private static final Set<Status> WAITING = EnumSet.of(Status.WAITING_CUSTOMER, Status.RESOLVED);
    private static final Filter FILTER = new Filter(null, WAITING, null, null, null, null, null, null);

    private final Tickets tickets;
    private final TicketSummaries summaries;
    private final Clock clock;

    SilenceUpgrade(Tickets tickets, TicketSummaries summaries, Clock clock) {
        this.tickets = tickets;
        this.summaries = summaries;
        this.clock = clock;
    }

    /** Reads the summaries of all tickets that wait, and of these tickets only those without a deadline. */
    void run() {
        @Nullable
        String last = null;
        List<TicketSummary> page;
        do {
            page = summaries.page(FILTER, TicketSort.OLDEST, last, PAGE_SIZE);
            if (page.isEmpty()) return;
            EachTicket.of(tickets.withoutDeadline(page.stream().map(TicketSummary::ticketId).toList()), this::addDeadline);
            last = TicketSort.OLDEST.key(page.getLast());
        } while (page.size() == PAGE_SIZE);
    }

    /** An older build that runs beside this one can remove the deadline: the cause is another one in each version. */
    private void addDeadline(String id) {
        long version = tickets.find(id).orElseThrow().version();
        tickets.change(id, "deadline/" + version, null, ticket -> ticket.withDeadline(clock.instant()));
    }
}
