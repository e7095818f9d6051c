package io.amparo.entitlement.catalogue;

import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import io.amparo.platform.ServiceProperties;
import io.amparo.platform.store.Outbox;
import java.time.Clock;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class CatalogueConfig {

    @Bean
    Products products(Outbox outbox) {
        return new Products(outbox);
    }

    @Bean
    CatalogueProgress catalogueProgress(KafkaProperties kafka, ServiceProperties service, EventCodec codec, Clock clock) {
        return new CatalogueProgress(kafka.buildAdminProperties(), codec.topicName(Topic.PRODUCTS), service.group(), clock);
    }
}
