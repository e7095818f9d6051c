package io.amparo.notification.campaign;

import io.amparo.notification.audience.Customer;
import io.amparo.notification.audience.Customer.Installation;
import io.amparo.notification.delivery.RequestDelivery;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;

/**
 * Tells a customer what its products' campaigns told others before it was known here: its event was slower than theirs, it is
 * new, or it has a new contact or installation. The latest announcement of a product is enough, until the product's end. The
 * customer is written before the campaigns are read, and a campaign before the customers are, so that one of the two always sees
 * the other.
 */
final class TellLateCustomer {
    private final Campaigns campaigns;
    private final RequestDelivery deliveries;
    private final Clock clock;

    TellLateCustomer(Campaigns campaigns, RequestDelivery deliveries, Clock clock) {
        this.campaigns = campaigns;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    void handle(Customer customer) {
        var today = LocalDate.ofInstant(clock.instant(), customer.zone());
        customer.installations().stream().map(Installation::productId).distinct().map(campaigns::latestOf)
                .flatMap(Optional::stream).filter(campaign -> !campaign.notice().endOfLife().isBefore(today))
                .flatMap(campaign -> campaign.mailsTo(customer)).forEach(deliveries::handle);
    }
}
