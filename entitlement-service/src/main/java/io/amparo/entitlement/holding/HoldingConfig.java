package io.amparo.entitlement.holding;

import io.amparo.entitlement.contract.Approval;
import io.amparo.entitlement.contract.ChangeCustomer;
import io.amparo.entitlement.contract.Holdings;
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
        return new HeldItems<>(changeCustomer, "package", FieldLimits.PACKAGES, Holdings::packages, Holdings::withPackages);
    }

    @Bean
    HeldItems<Installation> installations(ChangeCustomer changeCustomer) {
        return new HeldItems<>(changeCustomer, "installation", FieldLimits.INSTALLATIONS, Holdings::installations,
                Holdings::withInstallations);
    }

    @Bean
    HeldItems<RemainingMaintenance> maintenance(ChangeCustomer changeCustomer) {
        return new HeldItems<>(changeCustomer, "maintenance", FieldLimits.MAINTENANCE, Holdings::maintenance,
                Holdings::withMaintenance);
    }

    @Bean
    HeldItems<Approval> approvals(ChangeCustomer changeCustomer) {
        return new HeldItems<>(changeCustomer, "approval", FieldLimits.APPROVALS, Holdings::approvals, Holdings::withApprovals);
    }

    @Bean
    ChangeWaivers changeWaivers(ChangeCustomer changeCustomer) {
        return new ChangeWaivers(changeCustomer);
    }
}
