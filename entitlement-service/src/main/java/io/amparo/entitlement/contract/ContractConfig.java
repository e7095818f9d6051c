package io.amparo.entitlement.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.entitlement.policy.Policies;
import io.amparo.entitlement.contract.ClaimExistingNames.Use;
import io.amparo.entitlement.plan.Plans;
import io.amparo.platform.security.Company;
import io.amparo.platform.security.ContactLookup;
import io.amparo.platform.security.NamedContact;
import io.amparo.platform.store.Outbox;
import java.io.IOException;
import java.time.Clock;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.ClassPathResource;

@Configuration
@EnableConfigurationProperties(InvitationPolicy.class)
class ContractConfig {

    @Bean
    Customers customers(Outbox outbox) {
        return new Customers(outbox);
    }

    @Bean
    ChangeCustomer changeCustomer(Customers customers, Clock clock) {
        return new ChangeCustomer(customers, clock);
    }

    @Bean
    ChangeContract changeContract(Customers customers, ChangeCustomer changeCustomer, Plans plans, Policies policies,
            Clock clock) {
        return new ChangeContract(customers, changeCustomer, plans, policies, clock);
    }

    @Bean
    ReadableCustomers readableCustomers(Customers customers) {
        return new ReadableCustomers(customers);
    }

    @Bean
    CreateCustomer createCustomer(Customers customers, ChangeDomains changeDomains, Clock clock) {
        return new CreateCustomer(customers, changeDomains, clock);
    }

    @Bean
    SuspendContract suspendContract(ChangeCustomer changeCustomer) {
        return new SuspendContract(changeCustomer);
    }

    @Bean
    ChangeServedCompanies changeServedCompanies(Customers customers, Clock clock) {
        return new ChangeServedCompanies(customers, clock);
    }

    @Bean
    Claims emailClaims(Outbox outbox) {
        return new Claims(outbox, "email_addresses");
    }

    @Bean
    Claims domainClaims(Outbox outbox) {
        return new Claims(outbox, "email_domains");
    }

    @Bean
    ClaimName claimEmail(Claims emailClaims, Customers customers, Clock clock) {
        return new ClaimName(emailClaims, customers, (customer, email) -> customer.contactWithEmail(email).isPresent(), clock);
    }

    @Bean
    ClaimName claimDomain(Claims domainClaims, Customers customers, Clock clock) {
        return new ClaimName(domainClaims, customers, (customer, domain) -> customer.domains().contains(domain), clock);
    }

    @Bean
    DomainCheck domainCheck() throws IOException {
        return new DomainCheck(PublicMailDomains.parse(read("public-mail-domains.txt")));
    }

    @Bean
    ChangeDomains changeDomains(Customers customers, ClaimName claimDomain, DomainCheck domainCheck) {
        return new ChangeDomains(customers, claimDomain, domainCheck);
    }

    @Bean
    BulkCustomers bulkCustomers(Customers customers, Claims emailClaims, Claims domainClaims, ClaimName claimEmail,
            ClaimName claimDomain, Clock clock) {
        return new BulkCustomers(customers, emailClaims, domainClaims, claimEmail, claimDomain, clock);
    }

    /**
     * Assigns a caller to the company that lists them as a contact now, and to those that it serves: a removed contact has no
     * access from the next call on, and a deputy from its end on (R5.4).
     */
    @Bean
    ContactLookup contactLookup(Customers customers, Clock clock) {
        return email -> customers.findByContact(email)
                .flatMap(customer -> customer.contactWithEmail(email).filter(contact -> contact.isActiveAt(clock.instant()))
                        .map(contact -> NamedContact
                                .of(contact.id(), new Company(customer.id(), contact.administrator()), customer.serves())
                                .until(contact.activeTo())));
    }

    /**
     * Rewrites customers that were stored with one contract and publishes their periods. Their boundaries are not known before.
     */
    @Bean
    @Order(2)
    ApplicationRunner publishOutdatedCustomers(Customers customers, Clock clock) {
        return _ -> customers.forEachOutdated(id -> customers.update(id, "periods", customer -> customer.tick(clock.instant())));
    }

    /** Inserts the demonstration customers. Existing customers stay unchanged, so that a restart does not undo edits. */
    @Bean
    @Order(1)
    @ConditionalOnBooleanProperty("amparo.demo")
    ApplicationRunner demonstrationCustomers(Customers customers, Clock clock) {
        return _ -> {
            for (var customer : Customers.parse(read("demo/customers.json")))
                customers.insert(customer.id(), "demonstration", customer.register(clock.instant()));
        };
    }

    @Bean
    @Order(3)
    ApplicationRunner existingClaims(Customers customers, Claims emailClaims, Claims domainClaims, ClaimName claimEmail,
            ClaimName claimDomain) {
        var emails = new ClaimExistingNames(
                customers, emailClaims, claimEmail, customer -> customer.contacts().stream()
                        .map(contact -> new Use(contact.email(), customer.id(), contact.id())).toList(),
                "the address of contact");
        var domains = new ClaimExistingNames(customers, domainClaims, claimDomain,
                customer -> customer.domains().stream().map(domain -> new Use(domain, customer.id(), customer.id())).toList(),
                "a mail domain of");
        return _ -> {
            emails.handle();
            domains.handle();
        };
    }

    private static String read(String resource) throws IOException {
        return new ClassPathResource(resource).getContentAsString(UTF_8);
    }
}
