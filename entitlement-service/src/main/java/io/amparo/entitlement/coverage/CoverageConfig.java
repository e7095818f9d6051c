package io.amparo.entitlement.coverage;

import io.amparo.entitlement.catalogue.CatalogueProgress;
import io.amparo.entitlement.catalogue.Products;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.ledger.Balances;
import io.amparo.entitlement.ledger.ApplyTicketEvents;
import io.amparo.entitlement.ledger.IncludedIncidents;
import io.amparo.entitlement.ledger.ReserveForTicket;
import io.amparo.entitlement.obligation.Obligations;
import io.amparo.entitlement.policy.Policies;
import io.amparo.platform.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class CoverageConfig {

    @Bean
    Decisions decisions(Outbox outbox) {
        return new Decisions(outbox);
    }

    @Bean
    DecideEntitlement decideEntitlement(Policies policies, Customers customers, Products products, CatalogueProgress catalogue,
            Decisions decisions, Balances balances, Obligations obligations, IncludedIncidents includedIncidents,
            ReserveForTicket reserveForTicket, Clock clock, MeterRegistry meters) {
        return new DecideEntitlement(policies::effective, customers, products, catalogue::isCompleteUntil, decisions, balances,
                obligations, includedIncidents, reserveForTicket, clock, new DecisionCounter(meters));
    }

    @Bean
    ApplyKindChange applyKindChange(Policies policies, Customers customers, IncludedIncidents includedIncidents,
            ReserveForTicket reserveForTicket, ApplyTicketEvents applyTicketEvents) {
        return new ApplyKindChange(policies::effective, customers, includedIncidents, reserveForTicket, applyTicketEvents);
    }
}
