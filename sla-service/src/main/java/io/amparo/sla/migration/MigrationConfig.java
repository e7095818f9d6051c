package io.amparo.sla.migration;

import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.amparo.sla.customer.ContractChangeListener;
import io.amparo.sla.customer.Customers;
import io.amparo.sla.plan.PublishedPolicies;
import io.amparo.sla.product.Products;
import io.amparo.sla.readmodel.WatchedTickets;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;

@Configuration
class MigrationConfig {
    private static final Duration TICK_INTERVAL = Duration.ofMillis(500);

    @Bean
    Migrations migrations(Outbox outbox) {
        return new Migrations(outbox);
    }

    @Bean
    PreviewPages previewPages(Outbox outbox) {
        return new PreviewPages(outbox);
    }

    /** Records a migration for each contract change, so that it can be observed and undone like a requested one. */
    @Bean
    ContractChangeListener contractMigrations(Migrations migrations, Clock clock) {
        return (before, after) -> migrations.insert(Migration.idOf(after), "contract",
                Migration.ofContractChange(before, after, migrations.currentOrigin(Migration.idOf(after)), clock.instant()));
    }

    @Bean
    SchedulingConfigurer migrationTicks(Migrations migrations, PreviewPages pages, WatchedTickets tickets, Customers customers,
            Products products, PublishedPolicies policies, Clock clock, MeterRegistry meters) {
        var impacts = new ImpactCalculator(customers, products::supportPeriod, policies, clock);
        var ticker = new MigrationTicker(migrations, new DueAggregates(migrations, clock, meters),
                new PreviewStep(migrations, pages, tickets, impacts, clock),
                new ApplyStep(migrations, pages, tickets, impacts, clock), clock);
        return tasks -> tasks.addFixedDelayTask(new IntervalTask(ticker::tick, TICK_INTERVAL, TICK_INTERVAL));
    }
}
