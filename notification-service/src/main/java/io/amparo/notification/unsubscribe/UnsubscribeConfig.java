package io.amparo.notification.unsubscribe;

import io.amparo.notification.page.ConfirmationPage;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class UnsubscribeConfig {

    @Bean
    ConfirmationPage unsubscribePage(MessageSource texts) {
        return new ConfirmationPage(texts, "unsubscribe");
    }
}
