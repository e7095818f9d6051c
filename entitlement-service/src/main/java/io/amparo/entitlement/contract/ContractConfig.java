package io.amparo.entitlement.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.entitlement.plan.Plans;
import io.amparo.platform.security.Company;
import io.amparo.platform.security.ContactLookup;
import io.amparo.platform.security.NamedContact;
import io.amparo.platform.store.Outbox;
import java.time.Clock;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;

@Configuration
class ContractConfig {

    @Bean
    Customers customers(Outbox outbox) {
        return new Customers(outbox);
    }

    @Bean
    ChangeContract changeContract(Customers customers, Plans plans, Clock clock) {
        return new ChangeContract(customers, plans, clock);
    }

    @Bean
    ChangeServedCompanies changeServedCompanies(Customers customers, Clock clock) {
        return new ChangeServedCompanies(customers, clock);
    }

    /**
     * Assigns a caller to the company that lists them as a contact now, and to those that it serves: a removed contact has no
     * access from the next call on (R5.4).
     */
    @Bean
    ContactLookup contactLookup(Customers customers) {
        return email -> customers.findByContact(email)
                .flatMap(customer -> customer.contactWithEmail(email).map(contact -> NamedContact.of(contact.id(),
                        new Company(customer.id(), contact.administrator()), customer.serves())));
    }

    /** Inserts the demonstration customers. Existing customers stay unchanged, so that a restart does not undo edits. */
    @Bean
    @ConditionalOnBooleanProperty("amparo.demo")
    ApplicationRunner demonstrationCustomers(Customers customers, Clock clock) {
        return _ -> {
            var json = new ClassPathResource("demo/customers.json").getContentAsString(UTF_8);
            for (var customer : Customers.parse(json))
                customers.insert(customer.id(), "demonstration", customer.register(clock.instant()));
        };
    }
}
