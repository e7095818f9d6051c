package io.amparo.notification.campaign;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;

import static java.nio.charset.StandardCharsets.UTF_8;

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

    void handle(String cause, Instant causedAt, Notice notice) {
        var id = UUID.nameUUIDFromBytes(cause.getBytes(UTF_8)).toString();
        if (campaigns.insert(id, cause, Campaign.of(id, cause, causedAt, notice).begin(clock.instant()))) trigger.run();
    }
}
