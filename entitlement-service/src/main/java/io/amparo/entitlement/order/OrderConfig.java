package io.amparo.entitlement.order;

import io.amparo.entitlement.catalogue.CatalogueProgress;
import io.amparo.entitlement.catalogue.Products;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.holding.HeldItems;
import io.amparo.entitlement.hours.PurchaseTerms;
import io.amparo.entitlement.ledger.ChangeLots;
import io.amparo.entitlement.ledger.LedgerProperties;
import io.amparo.entitlement.policy.Policies;
import io.amparo.entitlement.policy.PolicyTexts;
import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

@Configuration
class OrderConfig {

    @Bean
    Orders orders(Outbox outbox) {
        return new Orders(outbox);
    }

    @Bean
    OrderItems orderItems(Policies policies, Products products, CatalogueProgress catalogue, Clock clock) {
        return new OrderItems(policies, products, catalogue::isCompleteUntil, clock.instant());
    }

    @Bean
    PlaceOrder placeOrder(Orders orders, Customers customers, Policies policies, PolicyTexts texts, Clock clock) {
        return new PlaceOrder(orders, customers, policies, texts, clock);
    }

    @Bean
    BookOrder bookOrder(Orders orders, Customers customers, ChangeLots changeLots, HeldItems<AdvisorPackage> packages,
            Clock clock) {
        return new BookOrder(orders, customers, changeLots, packages, clock);
    }

    @Bean
    ApproveOrder approveOrder(Orders orders, Customers customers, HeldItems<AdvisorPackage> packages, PurchaseTerms terms,
            BookOrder bookOrder, Clock clock) {
        return new ApproveOrder(orders, customers, packages, terms, bookOrder, clock);
    }

    @Bean
    ChangeOrder changeOrder(Orders orders, Clock clock) {
        return new ChangeOrder(orders, clock);
    }

    @Bean
    OrderTicker orderTicker(Orders orders, BookOrder bookOrder, Clock clock, MeterRegistry meters) {
        return new OrderTicker(bookOrder, new DueAggregates(orders, clock, meters));
    }

    @Bean
    SchedulingConfigurer orderSchedule(OrderTicker ticker, LedgerProperties properties) {
        return tasks -> tasks.addFixedDelayTask(ticker::tick, properties.tick());
    }
}
