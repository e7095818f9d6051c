package io.amparo.entitlement.catalogue;

import io.amparo.platform.store.Outbox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class CatalogueConfig {

    @Bean
    Products products(Outbox outbox) {
        return new Products(outbox);
    }
}
