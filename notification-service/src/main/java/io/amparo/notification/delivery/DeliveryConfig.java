package io.amparo.notification.delivery;

import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.mail.MessagingException;
import java.time.Clock;
import java.util.concurrent.Executors;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
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
    SmtpClient smtpClient(MailProperties mail, Clock clock, MeterRegistry meters) throws MessagingException {
        return new SmtpClient(mail, clock, meters);
    }

    @Bean
    SendDelivery sendDelivery(Deliveries deliveries, SmtpClient smtp, MailProperties mail, Clock clock) {
        return new SendDelivery(deliveries, smtp::send, mail.retrySchedule(), clock);
    }

    @Bean
    BoundedMailExecutor mailExecutor(MailProperties mail) {
        return mailExecutor(mail.concurrency());
    }

    @Bean
    BoundedMailExecutor retryMailExecutor(MailProperties mail) {
        return mailExecutor(mail.retryConcurrency());
    }

    /** Propagates the trace context of the submitting thread to the mail task. */
    private static BoundedMailExecutor mailExecutor(int limit) {
        return new BoundedMailExecutor(limit, ContextExecutorService.wrap(Executors.newVirtualThreadPerTaskExecutor(),
                ContextSnapshotFactory.builder().build()::captureAll));
    }

    @Bean
    CoalescingTrigger deliveryTrigger(Deliveries deliveries, SendDelivery sendDelivery, BoundedMailExecutor retryMailExecutor,
            Clock clock, MeterRegistry meters) {
        return new CoalescingTrigger(new DeliveryTicker(deliveries, new DueAggregates(deliveries, clock, meters), sendDelivery,
                retryMailExecutor, clock)::tick);
    }

    @Bean
    RequestDelivery requestDelivery(Deliveries deliveries, SendDelivery sendDelivery, BoundedMailExecutor mailExecutor,
            CoalescingTrigger deliveryTrigger, MailProperties mail, Clock clock) {
        return new RequestDelivery(deliveries, sendDelivery, mailExecutor, deliveryTrigger::trigger,
                new Vendor(mail.vendor(), mail.domain()), clock);
    }

    @Bean
    SchedulingConfigurer deliverySweep(CoalescingTrigger deliveryTrigger, MailProperties mail) {
        return tasks -> tasks.addFixedDelayTask(new IntervalTask(deliveryTrigger::trigger, mail.sweep(), mail.sweep()));
    }
}
