package io.amparo.notification.campaign;

import io.amparo.notification.audience.Customers;
import io.amparo.notification.delivery.RequestDelivery;
import io.amparo.notification.delivery.Wake;
import io.amparo.platform.store.Outbox;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;

@Configuration
class CampaignConfig {
    /** Interval at which campaigns interrupted by a crash are resumed; others are triggered immediately. */
    private static final Duration SWEEP = Duration.ofSeconds(10);

    @Bean
    Campaigns campaigns(Outbox outbox) {
        return new Campaigns(outbox);
    }

    @Bean
    Wake campaignWake(Campaigns campaigns, Customers customers, RequestDelivery deliveries, Clock clock) {
        return new Wake(new CampaignTicker(campaigns, customers, deliveries, clock)::tick);
    }

    @Bean
    BeginCampaign beginCampaign(Campaigns campaigns, Wake campaignWake, Clock clock) {
        return new BeginCampaign(campaigns, campaignWake::up, clock);
    }

    @Bean
    TellLateCustomer tellLateCustomer(Campaigns campaigns, RequestDelivery deliveries, Clock clock) {
        return new TellLateCustomer(campaigns, deliveries, clock);
    }

    @Bean
    SchedulingConfigurer campaignSweep(Wake campaignWake) {
        return tasks -> tasks.addFixedDelayTask(new IntervalTask(campaignWake::up, SWEEP, SWEEP));
    }
}
