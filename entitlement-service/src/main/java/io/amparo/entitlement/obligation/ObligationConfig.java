package io.amparo.entitlement.obligation;

import io.amparo.entitlement.catalogue.CatalogueListener;
import io.amparo.entitlement.catalogue.Products;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.policy.Policies;
import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.ZoneId;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

@Configuration
@EnableConfigurationProperties(ObligationProperties.class)
class ObligationConfig {

    @Bean
    Obligations obligations(Outbox outbox) {
        return new Obligations(outbox);
    }

    @Bean
    ReviewRuns reviewRuns(Outbox outbox) {
        return new ReviewRuns(outbox);
    }

    @Bean
    AssessDuty assessDuty(Obligations obligations, Clock clock) {
        return new AssessDuty(obligations, clock);
    }

    @Bean
    TicketEvidence ticketEvidence(Obligations obligations, Customers customers, Policies policies, Clock clock) {
        return new TicketEvidence(new RecordEvidence(obligations, policies::effective, clock), customers);
    }

    @Bean
    SelfHelpEvidence selfHelpEvidence(Obligations obligations, Policies policies, Clock clock) {
        return new SelfHelpEvidence(new RecordEvidence(obligations, policies::effective, clock));
    }

    @Bean
    ReviewHoldings reviewHoldings(Obligations obligations, Customers customers, Products products, Policies policies,
            Clock clock) {
        return new ReviewHoldings(obligations, customers, products::lineOf, policies::effective, clock);
    }

    @Bean
    HoldingsReviewJob holdingsReviewJob(ReviewRuns runs, Customers customers, ReviewHoldings reviewHoldings, Policies policies,
            Clock clock) {
        return new HoldingsReviewJob(runs, customers, reviewHoldings, () -> ZoneId.of(policies.effective().vendor().zone()),
                clock);
    }

    @Bean
    CatalogueListener catalogueListener(HoldingsReviewJob holdingsReviewJob) {
        return (productId, sequence) -> holdingsReviewJob.request("product/" + productId + "/" + sequence);
    }

    @Bean
    ObligationTicker obligationTicker(Obligations obligations, ReviewRuns runs, HoldingsReviewJob holdingsReviewJob,
            Policies policies, Clock clock, MeterRegistry meters) {
        return new ObligationTicker(obligations, holdingsReviewJob, new DueAggregates(obligations, clock, meters),
                new DueAggregates(runs, clock, meters), policies::effective, clock);
    }

    @Bean
    SchedulingConfigurer obligationSchedule(ObligationTicker ticker, ObligationProperties properties) {
        return tasks -> tasks.addFixedDelayTask(ticker::tick, properties.tick());
    }

    /** Runs after the demonstration customers are stored. */
    @Bean
    @Order(5)
    ApplicationRunner firstReview(HoldingsReviewJob holdingsReviewJob) {
        return _ -> holdingsReviewJob.schedule();
    }
}
