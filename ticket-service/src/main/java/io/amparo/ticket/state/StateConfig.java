package io.amparo.ticket.state;

import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.validation.constraints.NotNull;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.validation.annotation.Validated;

@Configuration
@EnableConfigurationProperties(StateConfig.StateProperties.class)
class StateConfig {

    /**
     * @param keepClosed time after the end of a ticket in which amparo.ticket-states keeps its state
     * @param tick interval in which states are removed that were kept for this time
     */
    @Validated
    @ConfigurationProperties("amparo.ticket.states")
    record StateProperties(@NotNull @DefaultValue("30d") Duration keepClosed, @NotNull @DefaultValue("1m") Duration tick) {}

    @Bean
    TicketStates ticketStates(Outbox outbox, StateProperties properties) {
        return new TicketStates(outbox, properties.keepClosed());
    }

    @Bean
    SchedulingConfigurer closedStates(TicketStates states, StateProperties properties, Clock clock, MeterRegistry meters) {
        var ticker = new ClosedStateTicker(states, new DueAggregates(states, clock, meters));
        return tasks -> tasks.addFixedDelayTask(ticker::tick, properties.tick());
    }
}
