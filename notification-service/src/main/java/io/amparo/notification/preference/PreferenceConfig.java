package io.amparo.notification.preference;

import io.amparo.platform.store.Outbox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class PreferenceConfig {

    @Bean
    Preferences preferences(Outbox outbox) {
        return new Preferences(outbox);
    }
}
