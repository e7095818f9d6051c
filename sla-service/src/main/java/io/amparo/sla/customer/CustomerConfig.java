package io.amparo.sla.customer;

import io.amparo.platform.security.Company;
import io.amparo.platform.security.ContactLookup;
import io.amparo.platform.security.NamedContact;
import io.amparo.platform.store.Outbox;
import io.amparo.sla.calendar.ZoneTables;
import java.time.Clock;
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
    ApplicationRunner storeCustomerZones(Customers customers, ZoneTables zones) {
        return _ -> customers.zones().forEach(zones::ensureStored);
    }

    /**
     * Looks up the company that names the caller as a contact as of its last ContractChanged, and those that it serves. A deputy
     * has access only during the absence.
     */
    @Bean
    ContactLookup contactLookup(Customers customers, Clock clock) {
        return email -> customers.findByContact(email)
                .flatMap(customer -> customer.contactWithEmail(email).filter(contact -> contact.isActiveAt(clock.instant()))
                        .map(contact -> NamedContact
                                .of(contact.id(), new Company(customer.id(), contact.administrator()), customer.serves())
                                .until(contact.activeTo())));
    }
}
