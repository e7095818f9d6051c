package io.amparo.ticket.customer;

import io.amparo.events.EventCodec;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.security.EmailAddress;
import io.amparo.ticket.customer.Customer.Contact;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/** Consumes amparo.customers. Each event carries the whole customer; the higher sequence wins. */
@ReadsEvents
@Configuration
class CustomerEventsConsumer {

    @Bean
    Consumer<Message<byte[]>> onCustomerEvents(EventCodec codec, Customers customers) {
        return message -> {
            var event = codec.read(message.getHeaders(), message.getPayload());
            if (event.data() instanceof ContractChanged changed)
                customers.put(changed.customerId(), event.sequence(), customer(changed));
        };
    }

    private static Customer customer(ContractChanged changed) {
        return new Customer(changed.customerId(), changed.name(),
                changed.contacts().stream().map(contact -> new Contact(contact.id(), EmailAddress.fold(contact.email()),
                        contact.name(), contact.language(), contact.administrator())).toList(),
                changed.servedCustomers());
    }
}
