package io.amparo.entitlement.hours;

import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.ledger.ReserveHours;
import io.amparo.entitlement.policy.Policies;
import io.amparo.platform.store.Outbox;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class HoursConfig {

    @Bean
    PurchaseTerms purchaseTerms(Policies policies, Clock clock) {
        return new PurchaseTerms(policies::effective, clock);
    }

    @Bean
    Estimates estimates(Outbox outbox) {
        return new Estimates(outbox);
    }

    @Bean
    AcceptEstimate acceptEstimate(Estimates estimates, ReserveHours reserveHours, Clock clock) {
        return new AcceptEstimate(estimates, reserveHours, clock);
    }
}
