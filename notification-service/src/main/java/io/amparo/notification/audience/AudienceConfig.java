package io.amparo.notification.audience;

import io.amparo.notification.audience.Customer.Deputy;
import io.amparo.platform.security.Company;
import io.amparo.platform.security.ContactLookup;
import io.amparo.platform.security.NamedContact;
import io.amparo.platform.store.Outbox;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
@EnableConfigurationProperties(AudienceProperties.class)
class AudienceConfig {

    @Bean
    Customers customers(Outbox outbox) {
        return new Customers(outbox);
    }

    /**
     * Assigns a caller to the company that lists them as a contact in its last ContractChanged, and to those that it serves. An
     * administrator of the contract manages its webhooks. A deputy has access only during the absence.
     */
    @Bean
    ContactLookup contactLookup(Customers customers, Clock clock) {
        return email -> customers.findByContact(email).flatMap(customer -> customer.contactsAt(clock.instant()).stream()
                .filter(contact -> email.equals(contact.email())).findFirst()
                .map(contact -> NamedContact.of(contact.id(),
                        new Company(customer.id(), customer.administrators().contains(contact.id())), customer.serves())
                        .until(customer.deputy(contact.id()).map(Deputy::activeTo).orElse(null))));
    }

    @Bean
    Audience audience(Customers customers, AudienceProperties properties) {
        return new Audience(customers, properties.slaRecipients(), properties.zone());
    }
}
