package io.amparo.notification.campaign;

import static java.util.stream.Collectors.joining;

import io.amparo.notification.audience.Audience;
import io.amparo.notification.audience.Customer;
import io.amparo.notification.audience.Customers;
import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.CampaignMails;
import io.amparo.notification.delivery.CampaignMails.CampaignMail;
import io.amparo.notification.delivery.RequestDelivery.Command;
import io.amparo.notification.notice.Notify;
import io.amparo.notification.template.MailModel;
import io.amparo.platform.Ids;
import io.amparo.platform.store.EventOrigin;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Informs staff that no contact of a customer got the notice of an end of life. One alarm for an announcement and the contacts of
 * a customer; who names a reachable contact informs the customer, because a new contact gets the notice at once.
 */
final class AlarmUnreachedCustomer {
    /** Who looks after the customers; there is no agent of one account. */
    private static final List<String> ROLES = List.of("product-manager", "manager");

    private static final int ID_BYTES = 16;

    private final Campaigns campaigns;
    private final CampaignMails mails;
    private final Reactions reactions;
    private final Customers customers;
    private final Audience audience;
    private final Notify notifier;
    private final Clock clock;

    AlarmUnreachedCustomer(Campaigns campaigns, CampaignMails mails, Reactions reactions, Customers customers, Audience audience,
            Notify notifier, Clock clock) {
        this.campaigns = campaigns;
        this.mails = mails;
        this.reactions = reactions;
        this.clock = clock;
        this.customers = customers;
        this.audience = audience;
        this.notifier = notifier;
    }

    /** @param deliveryId mail that was refused or has bounced */
    void handle(EventOrigin origin, Instant at, String deliveryId) {
        mails.find(deliveryId).filter(CampaignMail::isLost).filter(mail -> !hasEnded(mail)).ifPresent(mail -> customerOf(mail)
                .filter(customer -> isUnreached(customer, mail)).ifPresent(customer -> alarm(origin, at, customer, mail)));
    }

    private Optional<Customer> customerOf(CampaignMail mail) {
        return Optional.ofNullable(mail.recipient().customerId()).flatMap(customers::find);
    }

    /** A customer whose last contact was removed has nobody to inform yet; a new contact gets the notice. */
    private boolean isUnreached(Customer customer, CampaignMail mail) {
        var lost = customer.contacts().stream()
                .flatMap(contact -> mails.find(CampaignMails.idOf(mail.cause(), contact.id())).stream())
                .filter(CampaignMail::isLost).toList();
        return !lost.isEmpty() && lost.size() == customer.contacts().size() && reactions.of(mail.about().id(), lost).values()
                .stream().allMatch(reaction -> reaction.acknowledgedAt() == null);
    }

    /** Events of the time before this service knew the alarm, and of a service that was stopped. */
    private boolean hasEnded(CampaignMail mail) {
        return campaigns.announcing(mail.about().id()).filter(
                campaign -> !campaign.notice().endOfLife().isAfter(LocalDate.ofInstant(clock.instant(), audience.defaultZone())))
                .isPresent();
    }

    private void alarm(EventOrigin origin, Instant at, Customer customer, CampaignMail mail) {
        // The last mails may be lost at the same time, and each of them finds that all are. Other contacts are another alarm.
        var contacts = Ids.sha256Of(customer.contacts().stream().map(Recipient::id).sorted().collect(joining("\n")), ID_BYTES);
        var once = new EventOrigin("%s#unreached/%s/%s".formatted(mail.cause(), customer.id(), contacts), origin.correlation(),
                origin.traceparent());
        var model = MailModel.of("eol-unreached").with("customer", customer.name()).with("product", mail.about().label())
                .with("count", customer.contacts().size());
        audience.slaStaff(ROLES)
                .forEach(recipient -> notifier.handle(new Command(once, at, recipient, mail.about(), null, model)));
    }
}
