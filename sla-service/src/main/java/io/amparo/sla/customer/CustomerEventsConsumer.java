package io.amparo.sla.customer;

import io.amparo.events.EventCodec;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.sla.calendar.ZoneTables;
import io.amparo.sla.customer.Customer.Booked;
import io.amparo.sla.customer.Customer.Contact;
import io.amparo.sla.customer.Customer.Maintained;
import java.time.ZoneId;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** What quotes and readers hear on amparo.customers (the engine hears for itself). Whole states: the newer sequence wins. */
@Configuration
public class CustomerEventsConsumer {

    @Bean
    Consumer<Message<byte[]>> onCustomerEvents(EventCodec codec, Customers customers, ZoneTables zones) {
        return message -> {
            var event = codec.read(message.getHeaders(), message.getPayload());
            if (!(event.data() instanceof ContractChanged changed)) return;
            var customer = customer(changed);
            zones.keep(customer.zone());
            customers.put(changed.customerId(), event.sequence(), customer);
        };
    }

    public static Customer customer(ContractChanged changed) {
        return new Customer(changed.customerId(), changed.name(), changed.slaPlan(), ZoneId.of(changed.zone()),
                changed.packages().stream().map(each -> new Booked(each.code(), each.validFrom(), each.validTo())).toList(),
                changed.remainingMaintenance().stream().map(each -> new Maintained(each.productId(), each.until())).toList(),
                changed.contacts().stream().map(contact -> new Contact(contact.email(), contact.administrator())).toList(),
                changed.changedAt());
    }
}
