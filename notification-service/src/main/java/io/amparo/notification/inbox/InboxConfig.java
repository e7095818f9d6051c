package io.amparo.notification.inbox;

import io.amparo.platform.store.Outbox;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

@Configuration
@EnableConfigurationProperties(InboxProperties.class)
class InboxConfig {
    private static final Duration CLEAN_UP_INTERVAL = Duration.ofHours(1);

    @Bean
    Notifications notifications(Outbox outbox) {
        return new Notifications(outbox);
    }

    @Bean
    SchedulingConfigurer inboxCleanUp(Notifications notifications, InboxProperties inbox, Clock clock) {
        return tasks -> tasks.addFixedDelayTask(() -> notifications.deleteAddedBefore(clock.instant().minus(inbox.retention())),
                CLEAN_UP_INTERVAL);
    }
}
