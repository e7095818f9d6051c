package io.amparo.sla.customer;

import io.amparo.events.Topic;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.platform.security.EmailAddress;
import io.amparo.sla.calendar.ZoneTables;
import io.amparo.sla.customer.ContractTerms.MaintenanceExtension;
import io.amparo.sla.customer.ContractTerms.PackageBooking;
import io.amparo.sla.customer.Customer.Contact;
import io.amparo.starter.EventHandlers;
import java.time.ZoneId;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Consumes amparo.customers for quotes and the read side; the engine reads the topic itself. Events carry the whole state, so the
 * highest sequence wins.
 */
@ReadsEvents
@Configuration
public class CustomerEventsConsumer {

    @Bean
    TopicHandler onCustomerEvents(EventHandlers handlers, Customers customers, ZoneTables zones,
            ContractChangeListener listener) {
        return handlers.each(Topic.CUSTOMERS, ContractChanged.class, (changed, event) -> {
            var customer = customer(changed);
            zones.ensureStored(customer.terms().zone());
            // Notify before storing: after a crash between the two steps, the redelivered event still shows the difference.
            var stored = customers.find(customer.id());
            stored.filter(
                    previous -> previous.changedAt().isBefore(customer.changedAt()) && !previous.terms().equals(customer.terms()))
                    .ifPresent(previous -> listener.onContractChanged(previous, customer));
            customers.put(changed.customerId(), event.sequence(), stored.map(customer::after).orElse(customer));
        });
    }

    public static Customer customer(ContractChanged changed) {
        var terms = new ContractTerms(changed.slaPlan(), ZoneId.of(changed.zone()),
                changed.packages().stream().map(each -> new PackageBooking(each.code(), each.validFrom(), each.validTo()))
                        .toList(),
                changed.remainingMaintenance().stream().map(each -> new MaintenanceExtension(each.productId(), each.until()))
                        .toList());
        return new Customer(changed.customerId(), changed.name(), terms,
                changed.contacts().stream()
                        .map(contact -> new Contact(contact.id(), EmailAddress.fold(contact.email()), contact.name(),
                                contact.administrator(), contact.activeFrom(), contact.activeTo()))
                        .toList(),
                List.of(), changed.servedCustomers(), changed.changedAt(), changed.by(), changed.reason());
    }
}
