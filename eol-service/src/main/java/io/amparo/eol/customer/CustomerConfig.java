package io.amparo.eol.customer;

import io.amparo.platform.store.Outbox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class CustomerConfig {

    @Bean
    Customers customers(Outbox outbox) {
        return new Customers(outbox);
    }
}
