package io.amparo.notification.contact;

import io.amparo.notification.delivery.RequestDelivery;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
@EnableConfigurationProperties(PortalProperties.class)
class ContactConfig {

    @Bean
    SendInvitation sendInvitation(RequestDelivery requestDelivery, PortalProperties portal, Clock clock) {
        return new SendInvitation(requestDelivery, portal.url(), clock);
    }
}
