package io.amparo.notification.campaign;

import io.amparo.notification.audience.Customers;
import io.amparo.notification.delivery.RequestDelivery;
import java.time.Clock;

/**
 * Advances due campaigns, one page at a time. Several instances may run concurrently: a page processed twice finds its deliveries
 * already stored.
 */
final class CampaignTicker {
    private static final int PAGE = 50;
    private static final int AT_ONCE = 20;

    private final Campaigns campaigns;
    private final Customers customers;
    private final RequestDelivery deliveries;
    private final Clock clock;

    CampaignTicker(Campaigns campaigns, Customers customers, RequestDelivery deliveries, Clock clock) {
        this.campaigns = campaigns;
        this.customers = customers;
        this.deliveries = deliveries;
        this.clock = clock;
    }

    void tick() {
        for (var due = campaigns.due(clock.instant(), AT_ONCE); !due.isEmpty(); due = campaigns.due(clock.instant(), AT_ONCE))
            due.forEach(this::advance);
    }

    private void advance(String id) {
        var campaign = campaigns.find(id).orElseThrow().state();
        var page = customers.having(campaign.notice().productId(), campaign.cursor(), PAGE);
        page.stream().flatMap(campaign::mailsTo).forEach(deliveries::handle);
        campaigns.update(id, "page/" + campaign.cursor(),
                known -> known.advanced(campaign.cursor(), page, PAGE, clock.instant()));
    }
}
