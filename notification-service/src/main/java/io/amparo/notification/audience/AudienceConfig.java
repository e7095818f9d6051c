package io.amparo.notification.audience;

import io.amparo.platform.store.Outbox;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
@EnableConfigurationProperties(AudienceProperties.class)
class AudienceConfig {

    @Bean
    Customers customers(Outbox outbox) {
        return new Customers(outbox);
    }

    @Bean
    Audience audience(Customers customers, AudienceProperties properties) {
        return new Audience(customers, properties.slaRecipients(), properties.zone());
    }
}
