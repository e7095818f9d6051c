package io.amparo.entitlement.holding;

import io.amparo.entitlement.contract.Approval;
import io.amparo.entitlement.contract.ChangeCustomer;
import io.amparo.entitlement.contract.Holdings;
import io.amparo.entitlement.obligation.ReviewHoldings;
import io.amparo.events.FieldLimits;
import io.amparo.events.customer.CustomerEvent.AdvisorPackage;
import io.amparo.events.customer.CustomerEvent.Installation;
import io.amparo.events.customer.CustomerEvent.RemainingMaintenance;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class HoldingConfig {

    @Bean
    HeldItems<AdvisorPackage> packages(ChangeCustomer changeCustomer) {
        return new HeldItems<>(changeCustomer, "package", FieldLimits.PACKAGES, Holdings::packages, Holdings::withPackages,
                _ -> {});
    }

    @Bean
    HeldItems<Installation> installations(ChangeCustomer changeCustomer, ReviewHoldings reviewHoldings) {
        return new HeldItems<>(changeCustomer, "installation", FieldLimits.INSTALLATIONS, Holdings::installations,
                Holdings::withInstallations, reviewHoldings::handle);
    }

    @Bean
    HeldItems<RemainingMaintenance> maintenance(ChangeCustomer changeCustomer) {
        return new HeldItems<>(changeCustomer, "maintenance", FieldLimits.MAINTENANCE, Holdings::maintenance,
                Holdings::withMaintenance, _ -> {});
    }

    @Bean
    HeldItems<Approval> approvals(ChangeCustomer changeCustomer, ReviewHoldings reviewHoldings) {
        return new HeldItems<>(changeCustomer, "approval", FieldLimits.APPROVALS, Holdings::approvals, Holdings::withApprovals,
                reviewHoldings::handle);
    }

    @Bean
    ChangeWaivers changeWaivers(ChangeCustomer changeCustomer) {
        return new ChangeWaivers(changeCustomer);
    }
}
