package io.amparo.ticket.product;

import io.amparo.platform.store.Outbox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class ProductConfig {

    @Bean
    Products products(Outbox outbox) {
        return new Products(outbox);
    }
}
