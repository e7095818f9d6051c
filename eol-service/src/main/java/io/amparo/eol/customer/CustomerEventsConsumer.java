package io.amparo.eol.customer;

import io.amparo.eol.customer.Customer.Contact;
import io.amparo.eol.customer.Customer.Installation;
import io.amparo.eol.customer.Customer.Maintenance;
import io.amparo.events.Topic;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.customer.CustomerEvent.ContractPeriod;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.platform.security.EmailAddress;
import io.amparo.starter.EventHandlers;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Consumes amparo.customers. Each event carries the whole customer; the higher sequence wins. */
@ReadsEvents
@Configuration
class CustomerEventsConsumer {

    @Bean
    TopicHandler onCustomerEvents(EventHandlers handlers, Customers customers, List<CustomerListener> listeners) {
        return handlers.each(Topic.CUSTOMERS, ContractChanged.class, (changed, event) -> {
            customers.put(changed.customerId(), event.sequence(), customer(changed));
            // Also for a repeated event: a crash may have prevented the first call.
            listeners.forEach(listener -> listener.customerChanged(changed.customerId(), event.sequence()));
        });
    }

    /** The end of the last period: a contract that is renewed already does not end with the period of today. */
    private static LocalDate contractEnd(ContractChanged changed) {
        return Stream.ofNullable(changed.periods()).flatMap(List::stream).map(ContractPeriod::validTo)
                .max(Comparator.naturalOrder()).orElse(changed.validTo());
    }

    private static Customer customer(ContractChanged changed) {
        return new Customer(changed.customerId(), changed.name(), changed.zone(), contractEnd(changed),
                changed.contacts().stream()
                        .map(contact -> new Contact(contact.id(), EmailAddress.fold(contact.email()), contact.language(),
                                contact.administrator(), contact.activeFrom(), contact.activeTo()))
                        .toList(),
                changed.servedCustomers(),
                changed.installations().stream().map(installed -> new Installation(installed.productId(), installed.version()))
                        .toList(),
                changed.remainingMaintenance().stream().map(agreed -> new Maintenance(agreed.productId(), agreed.until()))
                        .toList());
    }
}
