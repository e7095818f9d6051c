package io.amparo.notification.contact;

import io.amparo.notification.notice.Notify;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
@EnableConfigurationProperties(PortalProperties.class)
class ContactConfig {

    @Bean
    SendInvitation sendInvitation(Notify notifier, PortalProperties portal, Clock clock) {
        return new SendInvitation(notifier, portal.url(), clock);
    }
}
