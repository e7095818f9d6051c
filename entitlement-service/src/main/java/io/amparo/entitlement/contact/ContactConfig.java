package io.amparo.entitlement.contact;

import io.amparo.entitlement.contract.ClaimName;
import io.amparo.entitlement.contract.Customers;
import io.amparo.entitlement.contract.InvitationPolicy;
import io.amparo.platform.store.DueAggregates;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Base64;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.security.crypto.keygen.Base64StringKeyGenerator;

@Configuration
class ContactConfig {
    private static final int TOKEN_BYTES = 32;

    @Bean
    NameContact nameContact(Customers customers, ClaimName claimEmail, InvitationPolicy policy, Clock clock) {
        var tokens = new Base64StringKeyGenerator(Base64.getUrlEncoder().withoutPadding(), TOKEN_BYTES);
        return new NameContact(customers, claimEmail, policy, tokens::generateKey, clock);
    }

    @Bean
    AcceptInvitation acceptInvitation(Customers customers, ClaimName claimEmail, Clock clock) {
        return new AcceptInvitation(customers, claimEmail, clock);
    }

    @Bean
    RemoveContact removeContact(Customers customers, ClaimName claimEmail, Clock clock) {
        return new RemoveContact(customers, claimEmail, clock);
    }

    @Bean
    CustomerTicker customerTicker(Customers customers, ClaimName claimEmail, Clock clock, MeterRegistry meters) {
        return new CustomerTicker(customers, claimEmail, new DueAggregates(customers, clock, meters), clock);
    }

    @Bean
    SchedulingConfigurer customerSchedule(CustomerTicker ticker, InvitationPolicy policy) {
        return tasks -> tasks.addFixedDelayTask(ticker::tick, policy.tick());
    }
}
