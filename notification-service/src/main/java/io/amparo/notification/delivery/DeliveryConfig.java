package io.amparo.notification.delivery;

import io.amparo.notification.audience.Audience;
import io.amparo.notification.signature.MailSigner;
import io.amparo.notification.signature.SignedAddress;
import io.amparo.notification.signature.SignedToken;
import io.amparo.notification.suppression.Suppressions;
import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLSocketFactory;
import org.springframework.beans.factory.annotation.Value;
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
    MailAddresses mailAddresses(MailProperties mail, MailSigner signer, SignedToken unsubscribeTokens,
            @Value("${amparo.portal.url}") String portal) {
        return new MailAddresses(
                Optional.of(mail.replyDomain()).filter(domain -> !domain.isBlank())
                        .map(domain -> SignedAddress.reply(signer, domain)),
                Optional.of(mail.bounceDomain()).filter(domain -> !domain.isBlank())
                        .map(domain -> SignedAddress.bounces(signer, domain)),
                unsubscribeTokens, portal);
    }

    @Bean
    SmtpClient smtpClient(MailProperties mail, MailAddresses addresses, SslBundles sslBundles, Clock clock, MeterRegistry meters)
            throws MessagingException {
        var bundle = mail.sslBundle();
        var tls = bundle == null || bundle.isBlank()
                ? (SSLSocketFactory) SSLSocketFactory.getDefault()
                : sslBundles.getBundle(bundle).createSslContext().getSocketFactory();
        return new SmtpClient(mail, addresses, tls, clock, meters);
    }

    @Bean
    LeaseRenewal leaseRenewal(Deliveries deliveries, MailProperties mail, Clock clock) {
        return new LeaseRenewal(deliveries, mail.retrySchedule(), mail.leaseRenewal(), clock);
    }

    @Bean
    Addressees addressees(Audience audience, Suppressions suppressions) {
        return new Addressees(audience, suppressions::contains);
    }

    @Bean
    SendDelivery sendDelivery(Deliveries deliveries, SmtpClient smtp, LeaseRenewal leaseRenewal, Addressees addressees,
            MailProperties mail, Clock clock) {
        return new SendDelivery(deliveries, smtp::send, leaseRenewal, addressees, new DomainRateLimits(mail.domainRate()),
                mail.retrySchedule(), UUID.randomUUID().toString(), clock);
    }

    @Bean
    RecordReceipt recordReceipt(Deliveries deliveries, Suppressions suppressions, Clock clock) {
        return new RecordReceipt(deliveries, suppressions, clock);
    }

    @Bean
    MailServerCircuit mailServerCircuit(MailProperties mail) {
        return new MailServerCircuit(mail.circuit().failures(), mail.circuit().retryAfter());
    }

    // Closed before what its tasks use, so that they record their outcomes.
    @Bean
    @DependsOn("sendDelivery")
    BoundedMailExecutor mailExecutor(MailProperties mail, MailServerCircuit circuit) {
        return mailExecutor(mail.concurrency(), circuit);
    }

    @Bean
    @DependsOn("sendDelivery")
    BoundedMailExecutor retryMailExecutor(MailProperties mail, MailServerCircuit circuit) {
        return mailExecutor(mail.retryConcurrency(), circuit);
    }

    @Bean
    @DependsOn("sendDelivery")
    BoundedMailExecutor campaignMailExecutor(MailProperties mail, MailServerCircuit circuit) {
        return mailExecutor(mail.campaignConcurrency(), circuit);
    }

    /** Propagates the trace context of the submitting thread to the mail task. */
    private static BoundedMailExecutor mailExecutor(int limit, MailServerCircuit circuit) {
        return new BoundedMailExecutor(limit, circuit, ContextExecutorService.wrap(Executors.newVirtualThreadPerTaskExecutor(),
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
    CampaignMails campaignMails(Deliveries deliveries) {
        return new CampaignMails(deliveries);
    }

    @Bean
    MailSubscription mailSubscription(Deliveries deliveries, SignedToken unsubscribeTokens) {
        return new MailSubscription(deliveries, unsubscribeTokens);
    }

    @Bean
    RetryDelivery retryDelivery(Deliveries deliveries, Addressees addressees, CoalescingTrigger deliveryTrigger,
            CoalescingTrigger campaignDeliveryTrigger, Clock clock) {
        return new RetryDelivery(deliveries, addressees,
                delivery -> (delivery.message().campaign() == null ? deliveryTrigger : campaignDeliveryTrigger).trigger(), clock);
    }

    @Bean
    SchedulingConfigurer deliverySweep(CoalescingTrigger deliveryTrigger, CoalescingTrigger campaignDeliveryTrigger,
            MailServerCircuit circuit, MailProperties mail) {
        circuit.onAvailable(deliveryTrigger::trigger);
        circuit.onAvailable(campaignDeliveryTrigger::trigger);
        return tasks -> {
            tasks.addFixedDelayTask(new IntervalTask(deliveryTrigger::trigger, mail.sweep(), mail.sweep()));
            tasks.addFixedDelayTask(new IntervalTask(campaignDeliveryTrigger::trigger, mail.sweep(), mail.sweep()));
        };
    }
}
