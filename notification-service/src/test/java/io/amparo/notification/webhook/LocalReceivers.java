package io.amparo.notification.webhook;

import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;

/** Lets customers have receivers on this machine as the vendor may; outside of tests they cannot. */
@TestConfiguration
class LocalReceivers {

    @Bean
    @Primary
    WebhookReceivers localReceivers(@Qualifier("webhookReceivers") WebhookReceivers receivers) {
        return new WebhookReceivers(receivers.vendor(), receivers.vendor());
    }
}
