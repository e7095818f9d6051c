package io.amparo.notification.campaign;

import io.amparo.notification.audience.Audience;
import io.amparo.notification.audience.Customer;
import io.amparo.notification.audience.Customers;
import io.amparo.notification.delivery.CampaignMails;
import io.amparo.notification.delivery.CampaignMails.CampaignMail;
import io.amparo.notification.delivery.RequestDelivery.Command;
import io.amparo.notification.notice.Notify;
import io.amparo.notification.template.MailModel;
import io.amparo.platform.store.EventOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Informs staff that no contact of a customer got the notice of an end of life. One alarm for a customer and announcement; who
 * names a reachable contact informs the customer, because a new contact gets the notice at once.
 */
final class AlarmUnreachedCustomer {
    /** Who looks after the customers; there is no agent of one account. */
    private static final List<String> ROLES = List.of("product-manager", "manager");

    private final CampaignMails mails;
    private final Customers customers;
    private final Audience audience;
    private final Notify notifier;

    AlarmUnreachedCustomer(CampaignMails mails, Customers customers, Audience audience, Notify notifier) {
        this.mails = mails;
        this.customers = customers;
        this.audience = audience;
        this.notifier = notifier;
    }

    /** @param deliveryId mail that was refused or has bounced */
    void handle(EventOrigin origin, Instant at, String deliveryId) {
        mails.find(deliveryId).filter(CampaignMail::isLost).ifPresent(mail -> customerOf(mail)
                .filter(customer -> isUnreached(customer, mail)).ifPresent(customer -> alarm(origin, at, customer, mail)));
    }

    private Optional<Customer> customerOf(CampaignMail mail) {
        return Optional.ofNullable(mail.recipient().customerId()).flatMap(customers::find);
    }

    private boolean isUnreached(Customer customer, CampaignMail mail) {
        return customer.contacts().stream().allMatch(
                contact -> mails.find(CampaignMails.idOf(mail.cause(), contact.id())).filter(CampaignMail::isLost).isPresent());
    }

    private void alarm(EventOrigin origin, Instant at, Customer customer, CampaignMail mail) {
        // The last mails may be lost at the same time, and each of them finds that all are.
        var once = new EventOrigin(mail.cause() + "#unreached/" + customer.id(), origin.correlation(), origin.traceparent());
        var model = MailModel.of("eol-unreached").with("customer", customer.name()).with("product", mail.about().label())
                .with("count", customer.contacts().size());
        audience.slaStaff(ROLES)
                .forEach(recipient -> notifier.handle(new Command(once, at, recipient, mail.about(), null, model)));
    }
}
