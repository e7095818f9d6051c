package io.amparo.entitlement.transfer;

import io.amparo.entitlement.policy.Policies;
import io.amparo.entitlement.contract.BulkCustomers;
import io.amparo.entitlement.contract.DomainCheck;
import io.amparo.entitlement.plan.Plans;
import io.amparo.platform.store.Outbox;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class TransferConfig {

    @Bean
    ImportJobs importJobs(Outbox outbox) {
        return new ImportJobs(outbox);
    }

    @Bean
    ImportCustomers importCustomers(BulkCustomers customers, ImportJobs jobs, DomainCheck domainCheck, Policies policies,
            Plans plans, Clock clock) {
        return new ImportCustomers(customers, jobs, domainCheck, policies, plans::isPublished,
                task -> Thread.ofVirtual().name("customer-import").start(task), clock);
    }
}
