package io.amparo.notification.campaign;

import io.amparo.notification.audience.Customers;
import io.amparo.notification.delivery.CoalescingTrigger;
import io.amparo.notification.notice.Notify;
import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;

@Configuration
class CampaignConfig {
    /** Interval at which campaigns interrupted by a crash are resumed; others are triggered immediately. */
    private static final Duration SWEEP_INTERVAL = Duration.ofSeconds(10);

    @Bean
    Campaigns campaigns(Outbox outbox) {
        return new Campaigns(outbox);
    }

    @Bean
    CoalescingTrigger campaignTrigger(Campaigns campaigns, Customers customers, Notify notifier, Clock clock,
            MeterRegistry meters) {
        return new CoalescingTrigger(
                new CampaignTicker(campaigns, new DueAggregates(campaigns, clock, meters), customers, notifier, clock)::tick);
    }

    @Bean
    BeginCampaign beginCampaign(Campaigns campaigns, CoalescingTrigger campaignTrigger, Clock clock) {
        return new BeginCampaign(campaigns, campaignTrigger::trigger, clock);
    }

    @Bean
    NotifyLateCustomer notifyLateCustomer(Campaigns campaigns, Notify notifier, Clock clock) {
        return new NotifyLateCustomer(campaigns, notifier, clock);
    }

    @Bean
    SchedulingConfigurer campaignSweep(CoalescingTrigger campaignTrigger) {
        return tasks -> tasks.addFixedDelayTask(new IntervalTask(campaignTrigger::trigger, SWEEP_INTERVAL, SWEEP_INTERVAL));
    }
}
