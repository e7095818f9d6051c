package io.amparo.notification.campaign;

import io.amparo.notification.audience.Customers;
import io.amparo.notification.notice.Notify;
import io.amparo.platform.store.DueAggregates;
import java.time.Clock;

/**
 * Advances due campaigns, one page at a time. Several instances may run concurrently: a page processed twice finds its deliveries
 * already stored.
 */
final class CampaignTicker {
    private static final int PAGE_SIZE = 50;

    private final Campaigns campaigns;
    private final DueAggregates due;
    private final Customers customers;
    private final NoticeLinks links;
    private final Notify notifier;
    private final Clock clock;

    CampaignTicker(Campaigns campaigns, DueAggregates due, Customers customers, NoticeLinks links, Notify notifier, Clock clock) {
        this.campaigns = campaigns;
        this.due = due;
        this.customers = customers;
        this.links = links;
        this.notifier = notifier;
        this.clock = clock;
    }

    void tick() {
        due.forEach(this::advance);
    }

    private void advance(String id) {
        var campaign = campaigns.find(id).orElseThrow().state();
        var page = customers.withProduct(campaign.notice().product().id(), campaign.cursor(), PAGE_SIZE);
        page.stream().flatMap(customer -> campaign.mailsTo(customer, links)).forEach(notifier::handle);
        campaigns.update(id, "page/" + campaign.cursor(),
                current -> current.advance(campaign.cursor(), page, PAGE_SIZE, clock.instant()));
    }
}
