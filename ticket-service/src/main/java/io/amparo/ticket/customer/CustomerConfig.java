package io.amparo.ticket.customer;

import io.amparo.platform.security.Companies;
import io.amparo.platform.security.Company;
import io.amparo.platform.store.Outbox;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class CustomerConfig {

    @Bean
    Customers customers(Outbox outbox) {
        return new Customers(outbox);
    }

    /** Assigns a caller to the company that lists them as a contact in its last ContractChanged. */
    @Bean
    Companies companies(Customers customers) {
        return email -> customers.ofContact(email)
                .flatMap(customer -> customer.contact(email).map(contact -> new Company(customer.id(), contact.administrator())));
    }
}
