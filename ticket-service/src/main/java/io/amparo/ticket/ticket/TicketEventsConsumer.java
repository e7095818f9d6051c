package io.amparo.ticket.ticket;

import io.amparo.events.Topic;
import io.amparo.events.ticket.TicketEvent;
import io.amparo.events.ticket.TicketEvent.BugQualified;
import io.amparo.events.ticket.TicketEvent.TicketLinked;
import io.amparo.events.ticket.TicketEvent.TicketOpened;
import io.amparo.events.ticket.TicketEvent.TicketReceived;
import io.amparo.events.ticket.TicketEvent.TicketUnlinked;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.platform.store.EventSequence;
import io.amparo.starter.EventHandlers;
import io.amparo.ticket.ticket.Handling.LinkType;
import io.amparo.ticket.state.TicketStates;
import java.util.Set;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Consumes amparo.tickets, the events of this service. Every change of a ticket emits an event and every stored event arrives, so
 * this completes each change whose process crashed after the guarded write, and passes the ticket on to its published state.
 */
@ReadsEvents
@Configuration
class TicketEventsConsumer {

    @Bean
    TopicHandler onTicketEvents(EventHandlers handlers, Tickets tickets, TicketSummaries summaries, TicketStates states,
            LinkCompletion links, DeliverFixes deliverFixes) {
        return handlers.each(Topic.TICKETS, event -> {
            if (!(event.data() instanceof TicketEvent changed)) return;
            tickets.findSince(changed.ticketId(), EventSequence.versionOf(event.sequence())).ifPresent(ticket -> {
                switch (changed) {
                    case TicketOpened _,TicketReceived _ -> links.completeAll(ticket.state());
                    case TicketLinked it -> links.complete(LinkType.valueOf(it.type()), it.ticketId(), it.linkedTicketId(),
                            Author.THIS_SERVICE.person());
                    case TicketUnlinked it -> links.complete(LinkType.valueOf(it.type()), it.ticketId(), it.linkedTicketId(),
                            Author.THIS_SERVICE.person());
                    default -> { /* concerns this ticket alone */ }
                }
                if (!summaries.isUpToDate(ticket.id(), ticket.version())) {
                    tickets.complete(ticket);
                    summaries.showNext(states.nextDue(Set.of(ticket.id())));
                }
                states.put(TicketSnapshots.of(ticket), event.cause());
                // The release may have been published before, or its bug qualified in the meantime.
                if (changed instanceof BugQualified) deliverFixes.handle(ticket);
            });
        });
    }
}
