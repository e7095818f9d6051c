package io.amparo.knowledge.customer;

import io.amparo.events.Topic;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.knowledge.customer.Customer.Contact;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.platform.security.EmailAddress;
import io.amparo.starter.EventHandlers;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Consumes amparo.customers. Each event carries the whole customer; the higher sequence wins. */
@ReadsEvents
@Configuration
class CustomerEventsConsumer {

    @Bean
    TopicHandler onCustomerEvents(EventHandlers handlers, Customers customers) {
        return handlers.each(Topic.CUSTOMERS, ContractChanged.class,
                (changed, event) -> customers.put(changed.customerId(), event.sequence(), customer(changed)));
    }

    private static Customer customer(ContractChanged changed) {
        return new Customer(changed.customerId(), changed.name(),
                changed.contacts().stream().map(contact -> new Contact(contact.id(), EmailAddress.fold(contact.email()),
                        contact.administrator(), contact.activeFrom(), contact.activeTo())).toList(),
                changed.servedCustomers());
    }
}
