package io.amparo.notification.webhook;

import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import io.amparo.notification.audience.Customers;
import io.amparo.notification.delivery.CoalescingTrigger;
import io.amparo.notification.forwarding.EventForwarding;
import io.amparo.notification.notice.Notify;
import io.amparo.notification.webhook.transport.SecretCipher;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.amparo.starter.EventHandlers;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLContext;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;

@Configuration
@EnableConfigurationProperties(WebhookProperties.class)
class WebhookConfig {
    private static final Duration CLEAN_UP_INTERVAL = Duration.ofHours(1);

    @Bean
    SecretCipher secretCipher(WebhookProperties properties) {
        return new SecretCipher(properties.encryptionKey());
    }

    @Bean
    Webhooks webhooks(Outbox outbox) {
        return new Webhooks(outbox);
    }

    @Bean
    WebhookDeliveries webhookDeliveries(Outbox outbox) {
        return new WebhookDeliveries(outbox);
    }

    @Bean
    Subscriptions webhookSubscriptions(Webhooks webhooks, Clock clock) {
        return new Subscriptions(webhooks::forEach, clock);
    }

    @Bean
    WebhookAccess webhookAccess(Webhooks webhooks) {
        return new WebhookAccess(webhooks);
    }

    @Bean
    WebhookReceivers webhookReceivers(WebhookProperties properties, SslBundles bundles, Clock clock)
            throws NoSuchAlgorithmException {
        var bundle = properties.sslBundle();
        var tls = bundle == null || bundle.isBlank() ? SSLContext.getDefault() : bundles.getBundle(bundle).createSslContext();
        return WebhookReceivers.create(properties, InetAddress::getAllByName, tls, clock);
    }

    @Bean
    SendWebhook sendWebhook(WebhookDeliveries deliveries, Webhooks webhooks, Subscriptions subscriptions, SecretCipher cipher,
            WebhookReceivers receivers, WebhookProperties properties, Clock clock) {
        return new SendWebhook(deliveries, webhooks, subscriptions, cipher, receivers,
                new WebhookRetrySchedule(properties.retries(), properties.maxRetryAfter(),
                        () -> ThreadLocalRandom.current().nextDouble()),
                new SendWebhook.Limits(properties.lease(), properties.disableAfter()), clock);
    }

    @Bean
    WebhookDispatcher webhookDispatcher(Subscriptions subscriptions, Webhooks webhooks, WebhookDeliveries deliveries,
            SendWebhook sendWebhook, WebhookProperties properties, Clock clock) {
        return new WebhookDispatcher(subscriptions, webhooks, deliveries, sendWebhook,
                new WebhookDispatcher.Concurrency(properties.concurrency(), properties.concurrencyPerEndpoint()), clock);
    }

    @Bean
    WebhookTriggers webhookTriggers(WebhookDispatcher dispatcher, Webhooks webhooks, WebhookDeliveries deliveries,
            Subscriptions subscriptions, Notify notifier, Customers customers, MeterRegistry meters, Clock clock) {
        var messages = new CoalescingTrigger(dispatcher::tick);
        var advance = new AdvanceWebhook(webhooks, deliveries, new NotifyWebhookOwner(notifier, customers), subscriptions,
                messages::trigger, clock);
        var due = new DueAggregates(webhooks, clock, meters);
        var endpoints = new CoalescingTrigger(() -> {
            if (!subscriptions.all().isEmpty()) due.forEach(advance::handle);
        });
        return new WebhookTriggers(messages::trigger, endpoints::trigger);
    }

    /** Each handler of a topic passes its records on to this. */
    @Bean
    EventForwarding webhookForwarding(EventCodec codec, Subscriptions subscriptions, WebhookDeliveries deliveries,
            WebhookTriggers triggers, WebhookProperties properties, Clock clock) {
        return new EventForwarding(
                new RecordWebhooks(codec, subscriptions, deliveries, triggers.messages(), properties.retention(), clock)::handle);
    }

    /** Alerts are published by this service, for other systems alone. */
    @Bean
    TopicHandler onAlertEvents(EventHandlers handlers, EventForwarding forwarding) {
        return forwarding.after(handlers.each(Topic.ALERTS, _ -> {}));
    }

    @Bean
    SchedulingConfigurer webhookTicks(WebhookTriggers triggers, Subscriptions subscriptions, WebhookDeliveries deliveries,
            WebhookProperties properties, Clock clock) {
        return tasks -> {
            tasks.addFixedDelayTask(new IntervalTask(subscriptions::refresh, properties.refresh(), properties.refresh()));
            tasks.addFixedDelayTask(new IntervalTask(triggers.messages(), properties.sweep(), properties.sweep()));
            tasks.addFixedDelayTask(new IntervalTask(triggers.endpoints(), properties.sweep(), properties.sweep()));
            tasks.addFixedDelayTask(() -> deliveries.deleteRecordedBefore(clock.instant().minus(properties.retention())),
                    CLEAN_UP_INTERVAL);
        };
    }
}
