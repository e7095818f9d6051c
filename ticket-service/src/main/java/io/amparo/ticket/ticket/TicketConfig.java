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
    SettleTicket settleTicket(Tickets tickets, Clock clock) {
        return new SettleTicket(tickets, clock);
    }

    @Bean
    WriteMessage writeMessage(Tickets tickets, Clock clock) {
        return new WriteMessage(tickets, clock);
    }

    @Bean
    MoveTicket moveTicket(Tickets tickets, Clock clock) {
        return new MoveTicket(tickets, clock);
    }
}
