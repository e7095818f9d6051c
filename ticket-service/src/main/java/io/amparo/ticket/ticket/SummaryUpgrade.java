package io.amparo.ticket.ticket;

import io.amparo.platform.store.Versioned;
import io.amparo.ticket.state.NextDue;
import io.amparo.ticket.state.TicketStates;
import java.util.HashMap;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the summaries that an older build has stored in the form of this build. Until then, lists by number have them, and those
 * in other orders do not. Repeating is safe.
 */
final class SummaryUpgrade {
    private static final int PAGE_SIZE = 100;

    private final Tickets tickets;
    private final TicketSummaries summaries;
    private final TicketStates states;

    SummaryUpgrade(Tickets tickets, TicketSummaries summaries, TicketStates states) {
        this.tickets = tickets;
        this.summaries = summaries;
        this.states = states;
    }

    /** Reads all summaries without these fields, also those that an older build still writes beside this one. */
    void run() {
        var last = "";
        for (var page = summaries.outdated(last, PAGE_SIZE); !page.isEmpty(); page = summaries.outdated(last, PAGE_SIZE)) {
            var found = page.stream().map(TicketSummary::ticketId).map(tickets::find).flatMap(Optional::stream)
                    .collect(Collectors.toMap(Versioned::id, TicketSummary::of));
            found.values().forEach(summaries::rewrite);
            var next = new HashMap<String, NextDue>();
            found.values().forEach(summary -> next.put(summary.ticketId(), summary.promised()));
            next.putAll(states.nextDue(found.keySet()));
            summaries.showNext(next);
            last = page.getLast().ticketId();
        }
    }
}
