package io.amparo.notification.roster;

import io.amparo.notification.audience.Audience;
import io.amparo.platform.store.Outbox;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class RosterConfig {

    @Bean
    Rosters rosters(Outbox outbox) {
        return new Rosters(outbox);
    }

    @Bean
    OnDuty onDuty(Rosters rosters, Audience audience, Clock clock) {
        return new OnDuty(rosters, audience, clock);
    }
}
