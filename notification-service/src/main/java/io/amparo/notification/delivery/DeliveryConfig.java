package io.amparo.notification.delivery;

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
        return new SendDelivery(deliveries, smtp::send, mail.patience(), clock);
    }

    @Bean
    Couriers couriers(MailProperties mail) {
        return couriers(mail.couriers());
    }

    @Bean
    Couriers stragglers(MailProperties mail) {
        return couriers(mail.stragglers());
    }

    /** Propagates the trace context of the submitting thread to the mail task. */
    private static Couriers couriers(int number) {
        return new Couriers(number, ContextExecutorService.wrap(Executors.newVirtualThreadPerTaskExecutor(),
                ContextSnapshotFactory.builder().build()::captureAll));
    }

    @Bean
    Wake deliveryWake(Deliveries deliveries, SendDelivery sending, Couriers stragglers, Clock clock) {
        return new Wake(new DeliveryTicker(deliveries, sending, stragglers, clock)::tick);
    }

    @Bean
    RequestDelivery requestDelivery(Deliveries deliveries, SendDelivery sending, Couriers couriers, Wake deliveryWake,
            MailProperties mail, Clock clock) {
        return new RequestDelivery(deliveries, sending, couriers, deliveryWake::up, new Vendor(mail.vendor(), mail.domain()),
                clock);
    }

    @Bean
    SchedulingConfigurer deliverySweep(Wake deliveryWake, MailProperties mail) {
        return tasks -> tasks.addFixedDelayTask(new IntervalTask(deliveryWake::up, mail.sweep(), mail.sweep()));
    }
}
