package io.amparo.notification.notice;

import io.amparo.notification.audience.Audience;
import io.amparo.notification.delivery.RequestDelivery;
import io.amparo.notification.digest.Digests;
import io.amparo.notification.inbox.Notifications;
import io.amparo.notification.preference.Preferences;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class NoticeConfig {

    @Bean
    Notify notifier(Notifications notifications, Preferences preferences, Digests digests, RequestDelivery requestDelivery,
            Audience audience, Clock clock) {
        return new Notify(notifications, preferences, digests, requestDelivery, audience, clock);
    }
}
