package io.amparo.notification.campaign;

import io.amparo.notification.audience.Customer.Installation;
import io.amparo.notification.audience.Customer;
import io.amparo.notification.notice.Notify;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Mails a customer the notices of earlier campaigns about its products. The customer's event may have been slower than the
 * campaign, the customer may be new, or it may have a new contact or installation. Only the latest announcement of a product is
 * sent, and only until the product's end of life. The customer is written before the campaigns are read, and a campaign is
 * written before the customers are read, so at least one of the two sees the other.
 */
final class NotifyLateCustomer {
    private final Campaigns campaigns;
    private final NoticeLinks links;
    private final Notify notifier;
    private final Clock clock;

    NotifyLateCustomer(Campaigns campaigns, NoticeLinks links, Notify notifier, Clock clock) {
        this.campaigns = campaigns;
        this.links = links;
        this.notifier = notifier;
        this.clock = clock;
    }

    void handle(Customer customer) {
        var today = LocalDate.ofInstant(clock.instant(), customer.zone());
        customer.installations().stream().map(Installation::productId).distinct().map(campaigns::latestOf)
                .flatMap(Optional::stream).filter(campaign -> !campaign.notice().endOfLife().isBefore(today))
                .flatMap(campaign -> campaign.mailsTo(customer, links)).forEach(notifier::handle);
    }
}
