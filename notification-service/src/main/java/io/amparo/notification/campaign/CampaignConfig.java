package io.amparo.notification.campaign;

import io.amparo.notification.audience.Audience;
import io.amparo.notification.audience.Customers;
import io.amparo.notification.delivery.CampaignMails;
import io.amparo.notification.delivery.CoalescingTrigger;
import io.amparo.notification.notice.Notify;
import io.amparo.notification.page.ConfirmationPage;
import io.amparo.notification.signature.SignedToken;
import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.MessageSource;
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
    CoalescingTrigger campaignTrigger(Campaigns campaigns, Customers customers, NoticeLinks links, Notify notifier, Clock clock,
            MeterRegistry meters) {
        return new CoalescingTrigger(new CampaignTicker(campaigns, new DueAggregates(campaigns, clock, meters), customers, links,
                notifier, clock)::tick);
    }

    @Bean
    BeginCampaign beginCampaign(Campaigns campaigns, CoalescingTrigger campaignTrigger, Clock clock) {
        return new BeginCampaign(campaigns, campaignTrigger::trigger, clock);
    }

    @Bean
    NotifyLateCustomer notifyLateCustomer(Campaigns campaigns, NoticeLinks links, Notify notifier, Clock clock) {
        return new NotifyLateCustomer(campaigns, links, notifier, clock);
    }

    @Bean
    NoticeLinks noticeLinks(SignedToken noticeTokens, @Value("${amparo.portal.url}") String portal) {
        return new NoticeLinks(noticeTokens, portal);
    }

    @Bean
    Reactions reactions(Outbox outbox) {
        return new Reactions(outbox);
    }

    @Bean
    NoticeProofs noticeProofs(Campaigns campaigns, CampaignMails mails, Reactions reactions, Audience audience) {
        return new NoticeProofs(campaigns, mails, reactions, audience.defaultZone());
    }

    @Bean
    NoticeProofPdf noticeProofPdf(MessageSource texts) {
        return new NoticeProofPdf(texts);
    }

    @Bean
    ConfirmationPage noticePage(MessageSource texts) {
        return new ConfirmationPage(texts, "notice");
    }

    @Bean
    AlarmUnreachedCustomer alarmUnreachedCustomer(Campaigns campaigns, CampaignMails mails, Reactions reactions,
            Customers customers, Audience audience, Notify notifier, Clock clock) {
        return new AlarmUnreachedCustomer(campaigns, mails, reactions, customers, audience, notifier, clock);
    }

    @Bean
    SchedulingConfigurer campaignSweep(CoalescingTrigger campaignTrigger) {
        return tasks -> tasks.addFixedDelayTask(new IntervalTask(campaignTrigger::trigger, SWEEP_INTERVAL, SWEEP_INTERVAL));
    }
}
