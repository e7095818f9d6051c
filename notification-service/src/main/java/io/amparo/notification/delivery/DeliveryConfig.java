package io.amparo.notification.delivery;

import io.amparo.notification.audience.Audience;
import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;

@Configuration
@EnableConfigurationProperties(MailProperties.class)
class DeliveryConfig {

    @Bean
    Deliveries deliveries(Outbox outbox) {
        return new Deliveries(outbox);
    }

    @Bean
    SmtpClient smtpClient(MailProperties mail, SslBundles sslBundles, Clock clock, MeterRegistry meters)
            throws MessagingException {
        var bundle = mail.sslBundle();
        var tls = bundle == null || bundle.isBlank()
                ? (SSLSocketFactory) SSLSocketFactory.getDefault()
                : sslBundles.getBundle(bundle).createSslContext().getSocketFactory();
        return new SmtpClient(mail, tls, clock, meters);
    }

    @Bean
    LeaseRenewal leaseRenewal(Deliveries deliveries, MailProperties mail, Clock clock) {
        return new LeaseRenewal(deliveries, mail.retrySchedule(), mail.leaseRenewal(), clock);
    }

    @Bean
    SendDelivery sendDelivery(Deliveries deliveries, SmtpClient smtp, LeaseRenewal leaseRenewal, Audience audience,
            MailProperties mail, Clock clock) {
        return new SendDelivery(deliveries, smtp::send, leaseRenewal, audience, mail.retrySchedule(),
                UUID.randomUUID().toString(), clock);
    }

    // Closed before what its tasks use, so that they record their outcomes.
    @Bean
    @DependsOn("sendDelivery")
    BoundedMailExecutor mailExecutor(MailProperties mail) {
        return mailExecutor(mail.concurrency());
    }

    @Bean
    @DependsOn("sendDelivery")
    BoundedMailExecutor retryMailExecutor(MailProperties mail) {
        return mailExecutor(mail.retryConcurrency());
    }

    @Bean
    @DependsOn("sendDelivery")
    BoundedMailExecutor campaignMailExecutor(MailProperties mail) {
        return mailExecutor(mail.campaignConcurrency());
    }

    /** Propagates the trace context of the submitting thread to the mail task. */
    private static BoundedMailExecutor mailExecutor(int limit) {
        return new BoundedMailExecutor(limit, ContextExecutorService.wrap(Executors.newVirtualThreadPerTaskExecutor(),
                ContextSnapshotFactory.builder().build()::captureAll));
    }

    @Bean
    CoalescingTrigger deliveryTrigger(Deliveries deliveries, SendDelivery sendDelivery, BoundedMailExecutor retryMailExecutor,
            Clock clock, MeterRegistry meters) {
        var due = new DueAggregates(deliveries, Deliveries.ofCampaigns(false), clock, meters);
        return new CoalescingTrigger(new DeliveryTicker(due, sendDelivery, retryMailExecutor)::tick);
    }

    @Bean
    CoalescingTrigger campaignDeliveryTrigger(Deliveries deliveries, SendDelivery sendDelivery,
            BoundedMailExecutor campaignMailExecutor, Clock clock, MeterRegistry meters) {
        var due = new DueAggregates(deliveries, Deliveries.ofCampaigns(true), clock, meters);
        return new CoalescingTrigger(new DeliveryTicker(due, sendDelivery, campaignMailExecutor)::tick);
    }

    @Bean
    RequestDelivery requestDelivery(Deliveries deliveries, SendDelivery sendDelivery, BoundedMailExecutor mailExecutor,
            CoalescingTrigger deliveryTrigger, CoalescingTrigger campaignDeliveryTrigger, MailProperties mail, Clock clock) {
        return new RequestDelivery(deliveries, sendDelivery, mailExecutor, deliveryTrigger::trigger,
                campaignDeliveryTrigger::trigger, new Vendor(mail.vendor(), mail.domain()), clock);
    }

    @Bean
    SchedulingConfigurer deliverySweep(CoalescingTrigger deliveryTrigger, CoalescingTrigger campaignDeliveryTrigger,
            MailProperties mail) {
        return tasks -> {
            tasks.addFixedDelayTask(new IntervalTask(deliveryTrigger::trigger, mail.sweep(), mail.sweep()));
            tasks.addFixedDelayTask(new IntervalTask(campaignDeliveryTrigger::trigger, mail.sweep(), mail.sweep()));
        };
    }
}
