package io.amparo.notification.unsubscribe;

import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class UnsubscribeConfig {

    @Bean
    UnsubscribePage unsubscribePage(MessageSource texts) {
        return new UnsubscribePage(texts);
    }
}
