package io.amparo.notification.ticket;

import io.amparo.notification.delivery.RequestDelivery;
import io.amparo.platform.store.Outbox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class TicketConfig {

    @Bean
    LateDefinitions lateDefinitions(Outbox outbox) {
        return new LateDefinitions(outbox);
    }

    @Bean
    TellLateDefinition tellLateDefinition(LateDefinitions definitions, RequestDelivery deliveries) {
        return new TellLateDefinition(definitions, deliveries);
    }
}
