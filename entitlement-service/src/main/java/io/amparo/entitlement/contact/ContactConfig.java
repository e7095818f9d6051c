package io.amparo.entitlement.contact;

import io.amparo.entitlement.contract.Customers;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class ContactConfig {

    @Bean
    InviteContact inviteContact(Customers customers, Clock clock) {
        return new InviteContact(customers, clock);
    }

    @Bean
    RemoveContact removeContact(Customers customers, Clock clock) {
        return new RemoveContact(customers, clock);
    }
}
