package io.amparo.sla.customer;

import io.amparo.events.EventCodec;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.platform.ReadsEvents;
import io.amparo.sla.calendar.ZoneTables;
import io.amparo.sla.customer.Agreement.Booked;
import io.amparo.sla.customer.Agreement.Maintained;
import io.amparo.sla.customer.Customer.Contact;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/**
 * Consumes amparo.customers for quotes and the read side; the engine reads the topic itself. Events carry the whole state, so the
 * highest sequence wins.
 */
@ReadsEvents
@Configuration
public class CustomerEventsConsumer {

    @Bean
    Consumer<Message<byte[]>> onCustomerEvents(EventCodec codec, Customers customers, ZoneTables zones, AgreementWatch watch) {
        return message -> {
            var event = codec.read(message.getHeaders(), message.getPayload());
            if (!(event.data() instanceof ContractChanged changed)) return;
            var customer = customer(changed);
            zones.keep(customer.agreement().zone());
            // Notify before storing: after a crash between the two steps, the redelivered event still shows the difference.
            customers.find(customer.id()).filter(
                    known -> known.changedAt().isBefore(customer.changedAt()) && !known.agreement().equals(customer.agreement()))
                    .ifPresent(known -> watch.changed(known, customer));
            customers.put(changed.customerId(), event.sequence(), customer);
        };
    }

    public static Customer customer(ContractChanged changed) {
        var agreement = new Agreement(changed.slaPlan(), ZoneId.of(changed.zone()),
                changed.packages().stream().map(each -> new Booked(each.code(), each.validFrom(), each.validTo())).toList(),
                changed.remainingMaintenance().stream().map(each -> new Maintained(each.productId(), each.until())).toList());
        return new Customer(changed.customerId(), changed.name(), agreement,
                changed.contacts().stream().map(contact -> new Contact(contact.email(), contact.administrator())).toList(),
                changed.changedAt(), changed.by(), changed.reason());
    }
}
