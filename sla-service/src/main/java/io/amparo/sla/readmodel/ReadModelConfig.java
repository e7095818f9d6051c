package io.amparo.sla.readmodel;

import io.amparo.platform.store.Outbox;
import io.amparo.sla.plan.PublishedPolicies;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class ReadModelConfig {

    @Bean
    WatchedTickets watchedTickets(Outbox outbox, PublishedPolicies policies, Clock clock) {
        return new WatchedTickets(outbox, policies, clock);
    }
}
