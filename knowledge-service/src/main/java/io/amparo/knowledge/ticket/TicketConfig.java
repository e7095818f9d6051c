package io.amparo.knowledge.ticket;

import io.amparo.platform.remote.ResilientCallFactory;
import jakarta.validation.constraints.NotBlank;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.validation.annotation.Validated;

@Configuration
@EnableConfigurationProperties(TicketConfig.TicketProperties.class)
class TicketConfig {
    /** @param url base URL of ticket-service */
    @Validated
    @ConfigurationProperties("amparo.ticket")
    record TicketProperties(@NotBlank String url) {}

    @Bean
    TicketClient ticketClient(ResilientCallFactory resilientCalls, TicketProperties ticket) {
        return new TicketClient(resilientCalls, ticket.url());
    }
}
