package io.amparo.notification.campaign;

import io.amparo.events.Event;
import io.amparo.events.Topic;
import io.amparo.events.customer.CustomerEvent.Contact;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.notification.audience.Audience;
import io.amparo.notification.audience.Customer.Deputy;
import io.amparo.notification.audience.Customer.Installation;
import io.amparo.notification.audience.Customer;
import io.amparo.notification.audience.Customers;
import io.amparo.notification.audience.Recipient;
import io.amparo.notification.contact.SendInvitation;
import io.amparo.platform.ReadsEvents;
import io.amparo.platform.consume.TopicHandler;
import io.amparo.starter.EventHandlers;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Consumes amparo.customers. Events carry the whole state, so the higher sequence wins. This class is in the campaign package,
 * not beside the projection, because a customer that arrives late must still be notified of earlier campaigns.
 */
@ReadsEvents
@Configuration
class CustomerEventsConsumer {

    @Bean
    TopicHandler onCustomerEvents(EventHandlers handlers, Customers customers, Audience audience,
            NotifyLateCustomer notifyLateCustomer, SendInvitation sendInvitation) {
        return handlers.each(Topic.CUSTOMERS, ContractChanged.class, (changed, event) -> {
            var customer = customer(changed, audience);
            customers.replace(event.sequence(), customer);
            // Runs also for a known customer: a crash may have happened between the write and the notification.
            customers.find(customer.id()).ifPresent(notifyLateCustomer::handle);
            invitations(event, changed, audience).forEach(sendInvitation::handle);
        });
    }

    private static Stream<SendInvitation.Command> invitations(Event event, ContractChanged changed, Audience audience) {
        return Stream.ofNullable(changed.invitations()).flatMap(List::stream)
                .map(invited -> new SendInvitation.Command(event, event.time(), changed.name(),
                        new Recipient(invited.id(), invited.email(), invited.name(), invited.language(),
                                audience.zone(invited.zone())),
                        invited.inviter(), invited.token(), invited.mailing(), invited.expiresAt()));
    }

    private static Customer customer(ContractChanged changed, Audience audience) {
        return new Customer(changed.customerId(), changed.name(), audience.zone(changed.zone()),
                changed.contacts().stream()
                        .map(contact -> new Recipient(contact.id(), changed.customerId(), contact.email(), contact.name(),
                                contact.language(), audience.zone(contact.zone())))
                        .toList(),
                changed.installations().stream().map(each -> new Installation(each.productId(), each.version())).toList(),
                changed.servedCustomers())
                .withDeputies(changed.contacts().stream().filter(contact -> contact.deputyFor() != null)
                        .map(contact -> new Deputy(contact.id(), contact.activeFrom(), contact.activeTo())).toList())
                .withAdministrators(changed.contacts().stream().filter(Contact::administrator).map(Contact::id).toList());
    }
}
