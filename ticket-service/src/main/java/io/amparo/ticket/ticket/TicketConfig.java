package io.amparo.ticket.ticket;

import io.amparo.platform.store.Counters;
import io.amparo.platform.store.Outbox;
import io.amparo.ticket.customer.Customers;
import io.amparo.ticket.entitlement.EntitlementClient;
import io.amparo.ticket.sla.SlaClient;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class TicketConfig {

    @Bean
    Tickets tickets(Outbox outbox) {
        return new Tickets(outbox);
    }

    @Bean
    OpenTicket openTicket(Tickets tickets, Customers customers, EntitlementClient entitlement, SlaClient sla, Counters counters,
            Clock clock) {
        return new OpenTicket(tickets, customers, entitlement, sla, year -> counters.next("tickets/" + year), clock);
    }

    @Bean
    ApplyEntitlementDecision applyEntitlementDecision(Tickets tickets, Clock clock) {
        return new ApplyEntitlementDecision(tickets, clock);
    }

    @Bean
    PostMessage postMessage(Tickets tickets, Clock clock) {
        return new PostMessage(tickets, clock);
    }

    @Bean
    ChangeStatus changeStatus(Tickets tickets, Clock clock) {
        return new ChangeStatus(tickets, clock);
    }
}
