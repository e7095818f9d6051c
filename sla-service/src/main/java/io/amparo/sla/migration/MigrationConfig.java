package io.amparo.sla.migration;

import io.amparo.platform.store.Outbox;
import io.amparo.sla.board.WatchedTickets;
import io.amparo.sla.customer.AgreementWatch;
import io.amparo.sla.customer.Customers;
import io.amparo.sla.plan.PublishedPolicies;
import io.amparo.sla.product.Products;
import java.time.Clock;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.IntervalTask;

@Configuration
class MigrationConfig {
    private static final Duration EVERY = Duration.ofMillis(500);

    @Bean
    Migrations migrations(Outbox outbox) {
        return new Migrations(outbox);
    }

    @Bean
    MovingPages movingPages(Outbox outbox) {
        return new MovingPages(outbox);
    }

    /** Records a migration for each contract change, so that it can be observed and undone like a requested one. */
    @Bean
    AgreementWatch contractMigrations(Migrations migrations, Clock clock) {
        return (before, after) -> migrations.insert(Migration.idOf(after), "contract",
                Migration.following(before, after, clock.instant()));
    }

    @Bean
    SchedulingConfigurer migrationTicks(Migrations migrations, MovingPages pages, WatchedTickets tickets, Customers customers,
            Products products, PublishedPolicies policies, Clock clock) {
        var ticker = new MigrationTicker(migrations, pages, tickets, customers, products::find, policies, clock);
        return tasks -> tasks.addFixedDelayTask(new IntervalTask(ticker::tick, EVERY, EVERY));
    }
}
