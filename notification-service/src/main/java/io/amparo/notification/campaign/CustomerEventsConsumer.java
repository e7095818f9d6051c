package io.amparo.notification.campaign;

import io.amparo.events.EventCodec;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.notification.audience.Audience;
import io.amparo.notification.audience.Customer;
import io.amparo.notification.audience.Customer.Installation;
import io.amparo.notification.audience.Customers;
import io.amparo.notification.audience.Recipient;
import java.util.function.Consumer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.messaging.Message;

/**
 * What this service hears on amparo.customers. Whole states: the newer sequence wins. Stands here and not beside the projection,
 * because a customer that comes late must still hear of the campaigns.
 */
@Configuration
class CustomerEventsConsumer {

    @Bean
    Consumer<Message<byte[]>> onCustomerEvents(EventCodec codec, Customers customers, Audience audience, TellLateCustomer late) {
        return message -> {
            var event = codec.read(message.getHeaders(), message.getPayload());
            if (event.data() instanceof ContractChanged changed) {
                var customer = customer(changed, audience);
                customers.put(customer.id(), event.sequence(), customer);
                // Also when it was there already: a crash may have come between the two.
                customers.find(customer.id()).ifPresent(late::handle);
            }
        };
    }

    private static Customer customer(ContractChanged changed, Audience audience) {
        return new Customer(changed.customerId(), changed.name(), audience.zone(changed.zone()), changed.contacts().stream()
                .map(contact -> new Recipient(contact.email(), contact.name(), contact.language(), audience.zone(contact.zone())))
                .toList(),
                changed.installations().stream().map(each -> new Installation(each.productId(), each.version())).toList());
    }
}
