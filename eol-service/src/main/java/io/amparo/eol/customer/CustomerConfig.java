package io.amparo.eol.customer;

import io.amparo.platform.security.Company;
import io.amparo.platform.security.ContactLookup;
import io.amparo.platform.security.NamedContact;
import io.amparo.platform.store.Outbox;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class CustomerConfig {

    @Bean
    Customers customers(Outbox outbox) {
        return new Customers(outbox);
    }

    /**
     * Assigns a caller to the company that lists them as a contact in its last ContractChanged, and to those that it serves. A
     * deputy has access only during the absence.
     */
    @Bean
    ContactLookup contactLookup(Customers customers, Clock clock) {
        return email -> customers.findByContact(email)
                .flatMap(customer -> customer.contact(email).filter(contact -> contact.isActiveAt(clock.instant()))
                        .map(contact -> NamedContact
                                .of(contact.id(), new Company(customer.id(), contact.administrator()), customer.serves())
                                .until(contact.activeTo())));
    }
}
