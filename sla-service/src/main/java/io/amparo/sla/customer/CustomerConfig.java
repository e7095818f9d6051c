package io.amparo.sla.customer;

import io.amparo.platform.security.Companies;
import io.amparo.platform.security.Company;
import io.amparo.platform.store.Outbox;
import io.amparo.sla.calendar.ZoneTables;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class CustomerConfig {

    @Bean
    Customers customers(Outbox outbox) {
        return new Customers(outbox);
    }

    /** Stores the zone tables at startup, because a new JVM may bring new time zone data. */
    @Bean
    ApplicationRunner zonesOfCustomers(Customers customers, ZoneTables zones) {
        return _ -> customers.zones().forEach(zones::keep);
    }

    /** Looks up the company that names the caller as a contact, as of its last ContractChanged. */
    @Bean
    Companies companies(Customers customers) {
        return email -> customers.ofContact(email)
                .flatMap(customer -> customer.contact(email).map(contact -> new Company(customer.id(), contact.administrator())));
    }
}
