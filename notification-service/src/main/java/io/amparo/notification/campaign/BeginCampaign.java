package io.amparo.notification.campaign;

import io.amparo.platform.Ids;
import io.amparo.platform.store.EventOrigin;
import java.time.Clock;
import java.time.Instant;

/** Begins the campaign of an event. Idempotent: the campaign id is derived from the cause. */
final class BeginCampaign {
    private final Campaigns campaigns;
    private final Runnable trigger;
    private final Clock clock;

    /** @param trigger runs when a page is due */
    BeginCampaign(Campaigns campaigns, Runnable trigger, Clock clock) {
        this.campaigns = campaigns;
        this.trigger = trigger;
        this.clock = clock;
    }

    void handle(EventOrigin origin, Instant causedAt, Notice notice) {
        var cause = origin.causation();
        var id = Ids.uuidOf(cause);
        if (campaigns.insert(id, cause, Campaign.of(id, origin, causedAt, notice).begin(clock.instant()))) trigger.run();
    }
}
