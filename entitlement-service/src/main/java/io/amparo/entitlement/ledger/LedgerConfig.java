package io.amparo.entitlement.ledger;

import io.amparo.entitlement.policy.Policies;
import io.amparo.entitlement.contract.Customers;
import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Outbox;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.ZoneId;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.scheduling.annotation.SchedulingConfigurer;

@Configuration
@EnableConfigurationProperties(LedgerProperties.class)
class LedgerConfig {
    private static final String VOUCHER_OWNER = "borealis";

    @Bean
    LotEntries lotEntries(Outbox outbox) {
        return new LotEntries(outbox);
    }

    @Bean
    Lots lots(Outbox outbox, LotEntries entries) {
        return new Lots(outbox, entries);
    }

    @Bean
    Consumptions consumptions(Outbox outbox, Lots lots, LotEntries entries) {
        return new Consumptions(outbox, lots, entries);
    }

    @Bean
    AllocateLots allocateLots(Lots lots, Consumptions consumptions, Clock clock) {
        return new AllocateLots(lots, consumptions, clock);
    }

    @Bean
    ReserveForTicket reserveForTicket(Consumptions consumptions, AllocateLots allocateLots, LedgerProperties properties,
            Clock clock) {
        return new ReserveForTicket(consumptions, allocateLots, properties.reservationTimeout(), clock);
    }

    @Bean
    ApplyTicketEvents applyTicketEvents(Consumptions consumptions, AllocateLots allocateLots, Clock clock) {
        return new ApplyTicketEvents(consumptions, allocateLots, clock);
    }

    @Bean
    ReserveHours reserveHours(AllocateLots allocateLots, Clock clock) {
        return new ReserveHours(allocateLots, clock);
    }

    @Bean
    Rounding rounding(Policies policies) {
        return new Rounding(policies.effective().hours().roundingMinutes());
    }

    @Bean
    BookLots bookLots(Consumptions consumptions, LotEntries entries, AllocateLots allocateLots, Rounding rounding, Clock clock) {
        return new BookLots(consumptions, entries, allocateLots, rounding, clock);
    }

    @Bean
    ChangeLots changeLots(Lots lots, Clock clock) {
        return new ChangeLots(lots, clock);
    }

    @Bean
    IncludedIncidents includedIncidents(Lots lots, ChangeLots changeLots) {
        return new IncludedIncidents(lots, changeLots);
    }

    @Bean
    Balances balances(Lots lots) {
        return new Balances(lots);
    }

    @Bean
    LedgerTicker ledgerTicker(Lots lots, Consumptions consumptions, AllocateLots allocateLots, Clock clock,
            MeterRegistry meters) {
        return new LedgerTicker(lots, consumptions, allocateLots, new DueAggregates(lots, clock, meters),
                new DueAggregates(consumptions, clock, meters), clock);
    }

    @Bean
    SchedulingConfigurer ledgerSchedule(LedgerTicker ticker, LedgerProperties properties) {
        return tasks -> tasks.addFixedDelayTask(ticker::tick, properties.tick());
    }

    @Bean
    LotTakeover lotTakeover(Customers customers, Lots lots, LotEntries entries) {
        return new LotTakeover(customers, lots, entries);
    }

    /** Runs after the demonstration customers are stored. */
    @Bean
    @Order(3)
    ApplicationRunner takeOverLots(LotTakeover takeover) {
        return _ -> takeover.handle();
    }

    /** Gives Borealis the single incident of the demonstration data, once. */
    @Bean
    @Order(4)
    @ConditionalOnBooleanProperty("amparo.demo")
    ApplicationRunner demonstrationVoucher(Customers customers, ChangeLots changeLots) {
        return _ -> customers.find(VOUCHER_OWNER).map(found -> found.state()).ifPresent(customer -> {
            var period = customer.periods().all().getLast();
            changeLots.open("voucher-demonstration", LotTerms.of(customer.id(), LotKind.VOUCHER, null, period.validFrom(),
                    period.validTo(), ZoneId.of(customer.zone())), 1, null, null);
        });
    }
}
