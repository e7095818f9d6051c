package io.amparo.notification.ticket;

import io.amparo.notification.delivery.RequestDelivery;
import io.amparo.platform.store.Outbox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class TicketConfig {

    @Bean
    PendingSlaDefinitions pendingSlaDefinitions(Outbox outbox) {
        return new PendingSlaDefinitions(outbox);
    }

    @Bean
    SendPendingDefinition sendPendingDefinition(PendingSlaDefinitions definitions, RequestDelivery requestDelivery) {
        return new SendPendingDefinition(definitions, requestDelivery);
    }
}
