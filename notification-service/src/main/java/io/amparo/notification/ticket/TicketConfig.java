package io.amparo.notification.ticket;

import io.amparo.notification.notice.Notify;
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
    SendPendingDefinition sendPendingDefinition(PendingSlaDefinitions definitions, Notify notifier) {
        return new SendPendingDefinition(definitions, notifier);
    }
}
