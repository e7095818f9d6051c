package io.amparo.ticket.policy;

import io.amparo.platform.store.Outbox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class PolicyConfig {

    @Bean
    Policies policies(Outbox outbox) {
        return new Policies(outbox);
    }
}
