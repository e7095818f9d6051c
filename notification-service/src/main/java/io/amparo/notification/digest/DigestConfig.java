package io.amparo.notification.digest;

import io.amparo.notification.audience.Audience;
import io.amparo.notification.delivery.CoalescingTrigger;
import io.amparo.notification.delivery.RequestDelivery;
import io.amparo.notification.preference.Preferences;
import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

@Configuration
class DigestConfig {

    @Bean
    Digests digests(Outbox outbox) {
        return new Digests(outbox);
    }

    @Bean
    SendDigest sendDigest(Digests digests, Preferences preferences, Audience audience, RequestDelivery requestDelivery,
            Clock clock) {
        return new SendDigest(digests, preferences, audience, requestDelivery, clock);
    }

    /**
     * Summaries have a thread of their own: at the usual time there are many, and all other periodic tasks share one thread.
     *
     * @param interval how late a summary is sent
     */
    @Bean
    SchedulingConfigurer digestTicks(Digests digests, SendDigest sendDigest,
            @Value("${amparo.digest.tick:30s}") Duration interval, MeterRegistry meters, Clock clock) {
        var due = new DueAggregates(digests, clock, meters);
        var trigger = new CoalescingTrigger(() -> due.forEach(sendDigest::handle));
        return tasks -> tasks.addFixedDelayTask(trigger::trigger, interval);
    }
}
