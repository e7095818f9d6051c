package io.amparo.entitlement.holding;

import io.amparo.entitlement.contract.Approval;
import io.amparo.entitlement.contract.ChangeCustomer;
import io.amparo.entitlement.contract.Holdings;
import io.amparo.entitlement.obligation.ReviewHoldings;
import io.amparo.events.FieldLimits;
import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.Installation;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
import io.amparo.platform.store.Outbox;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class HoldingConfig {

    @Bean
    RemovedItems removedItems(Outbox outbox, Clock clock) {
        return new RemovedItems(outbox, clock);
    }

    @Bean
    HeldItems<AdvisorPackage> packages(ChangeCustomer changeCustomer, RemovedItems removedItems) {
        return new HeldItems<>(changeCustomer, removedItems, "package", FieldLimits.PACKAGES, Holdings::packages,
                Holdings::withPackages, _ -> {});
    }

    @Bean
    HeldItems<Installation> installations(ChangeCustomer changeCustomer, RemovedItems removedItems,
            ReviewHoldings reviewHoldings) {
        return new HeldItems<>(changeCustomer, removedItems, "installation", FieldLimits.INSTALLATIONS, Holdings::installations,
                Holdings::withInstallations, reviewHoldings::handle);
    }

    @Bean
    HeldItems<RemainingMaintenance> maintenance(ChangeCustomer changeCustomer, RemovedItems removedItems) {
        return new HeldItems<>(changeCustomer, removedItems, "maintenance", FieldLimits.MAINTENANCE, Holdings::maintenance,
                Holdings::withMaintenance, _ -> {});
    }

    @Bean
    HeldItems<Approval> approvals(ChangeCustomer changeCustomer, RemovedItems removedItems, ReviewHoldings reviewHoldings) {
        return new HeldItems<>(changeCustomer, removedItems, "approval", FieldLimits.APPROVALS, Holdings::approvals,
                Holdings::withApprovals, reviewHoldings::handle);
    }

    @Bean
    ChangeWaivers changeWaivers(ChangeCustomer changeCustomer) {
        return new ChangeWaivers(changeCustomer);
    }
}
