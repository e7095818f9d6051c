package io.amparo.entitlement.plan;

import io.amparo.platform.store.Outbox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class PlanConfig {

    @Bean
    Plans plans(Outbox outbox) {
        return new Plans(outbox);
    }
}
