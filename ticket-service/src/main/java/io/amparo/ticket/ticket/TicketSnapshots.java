package io.amparo.ticket.ticket;

import io.amparo.platform.store.EventSequence;
import io.amparo.platform.store.Versioned;
import io.amparo.ticket.state.TicketSnapshot;

/** Creates the snapshots of tickets for their published states. */
final class TicketSnapshots {

    private TicketSnapshots() {}

    static TicketSnapshot of(Versioned<Ticket> versioned) {
        var ticket = versioned.state();
        var requester = ticket.requester();
        var content = ticket.content();
        var timeline = ticket.timeline();
        var waitsFor = ticket.status().waitsFor();
        // Only an appeal changes a ticket that has ended.
        var closedAt = waitsFor.isPresent() ? null : timeline.updatedAt();
        return new TicketSnapshot(versioned.id(), versioned.version(), EventSequence.last(versioned.version()), ticket.number(),
                requester.customerId(), requester.customerName(), content.product().id(), content.product().version(),
                ticket.kind().name(), ticket.priority().name(), ticket.status().name(), waitsFor.map(Enum::name).orElse(null),
                ticket.grant() == null ? null : ticket.grant().via(), timeline.openedAt(), timeline.updatedAt(), closedAt,
                ticket.promise());
    }
}
