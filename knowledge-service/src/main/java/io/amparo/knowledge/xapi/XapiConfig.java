package io.amparo.knowledge.xapi;

import io.amparo.platform.store.Outbox;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
@EnableConfigurationProperties(XapiProperties.class)
class XapiConfig {

    @Bean
    Statements statements(Outbox outbox) {
        return new Statements(outbox);
    }
}
