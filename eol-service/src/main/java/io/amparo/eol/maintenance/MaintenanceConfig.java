package io.amparo.eol.maintenance;

import io.amparo.eol.customer.CustomerListener;
import io.amparo.eol.customer.Customers;
import io.amparo.eol.product.EndsOfLife;
import io.amparo.eol.product.EolProperties;
import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

@Configuration
class MaintenanceConfig {

    @Bean
    Agreements agreements(Outbox outbox) {
        return new Agreements(outbox);
    }

    @Bean
    CustomerListener followMaintenance(Customers customers, Agreements agreements) {
        return new FollowMaintenance(customers, agreements);
    }

    /** Ends agreements. Several instances may run at the same time: one wins, and the others find nothing due. */
    @Bean
    SchedulingConfigurer maintenanceSchedule(Agreements agreements, EndsOfLife endsOfLife, EolProperties eol, Clock clock,
            MeterRegistry meters) {
        var due = new DueAggregates(agreements, clock, meters);
        return tasks -> tasks.addFixedDelayTask(() -> due.forEach(id -> {
            var now = clock.instant();
            agreements.find(id).ifPresent(found -> {
                var product = endsOfLife.find(found.state().productId());
                agreements.update(id, "tick/" + now, agreement -> agreement.end(now, product));
            });
        }), eol.tick());
    }
}
