package io.amparo.sla.readmodel;

import io.amparo.platform.store.Outbox;
import io.amparo.sla.plan.PublishedPolicies;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;

@Configuration
class ReadModelConfig {
    private static final Duration COUNT_INTERVAL = Duration.ofSeconds(10);

    @Bean
    WatchedTickets watchedTickets(Outbox outbox, PublishedPolicies policies, Clock clock) {
        return new WatchedTickets(outbox, policies, clock);
    }

    @Bean
    BreachedTickets breachedTickets(WatchedTickets tickets, MeterRegistry meters) {
        return new BreachedTickets(tickets::countBreachedByPriority, meters);
    }

    @Bean
    SchedulingConfigurer breachedTicketCounts(BreachedTickets breached) {
        return tasks -> tasks.addFixedRateTask(new IntervalTask(breached::count, COUNT_INTERVAL, COUNT_INTERVAL));
    }
}
