package io.amparo.notification.delivery;

import io.amparo.notification.audience.Recipient;
import io.amparo.notification.delivery.Deliveries.Filter;
import io.amparo.notification.delivery.Delivery.State;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.Cursor;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the mails of campaigns: the proof who was informed and when (R10.6). */
public final class CampaignMails {

    /**
     * A mail of a campaign.
     *
     * @param cause causation id of the event that began the campaign
     * @param sentAt instant at which the mail server accepted the mail; null if it has not
     * @param failedAt instant at which the mail was given up
     * @param receipt what the mail server of the recipient has reported; null for nothing
     */
    public record CampaignMail(String id, String cause, RelatedResource about, String template, Recipient recipient,
            Instant requestedAt, @Nullable Instant sentAt, @Nullable Instant failedAt, @Nullable String failure,
            @Nullable Receipt receipt) {

        private static CampaignMail of(Delivery delivery) {
            var message = delivery.message();
            var result = delivery.result();
            var isSent = delivery.state() == State.SENT;
            return new CampaignMail(delivery.id(), message.cause(), message.about(), message.template(), message.recipient(),
                    delivery.requestedAt(), isSent && result != null ? result.settledAt() : null,
                    isSent || result == null ? null : result.settledAt(), result == null ? null : result.failure(),
                    delivery.receipt());
        }

        /** Returns the instant at which the mail bounced, or was confirmed by the mail server of the recipient. */
        public @Nullable Instant receivedAt(Receipt.Status status) {
            return receipt != null && receipt.status() == status ? receipt.at() : null;
        }

        /** Whether the mail did not reach the recipient, and will not. */
        public boolean isLost() {
            return failedAt != null || receivedAt(Receipt.Status.BOUNCED) != null;
        }
    }

    /**
     * Number of mails of a campaign, at most 100,000 each.
     *
     * @param late sent after the last instant that was in time
     */
    public record Counts(int requested, int sent, int late, int failed, int delivered, int bounced) {}

    private final Deliveries deliveries;

    CampaignMails(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /** Returns the id of the mail that an event sends to a person. */
    public static String idOf(String cause, String personId) {
        return Delivery.idOf(cause, personId);
    }

    public Optional<CampaignMail> find(String id) {
        return deliveries.find(id).map(Versioned::state).map(CampaignMail::of);
    }

    /** Returns mails of a campaign, newest first, after the given one. */
    public List<CampaignMail> page(String campaign, @Nullable Cursor after, int limit) {
        return deliveries.page(new Filter(null, null, null, campaign, null), after, limit).stream().map(CampaignMail::of)
                .toList();
    }

    /** Returns the place of a mail in the pages of its campaign. */
    public static String position(CampaignMail mail) {
        return Cursor.of(mail.requestedAt(), mail.id()).toString();
    }

    /** @param deadline first instant that is too late */
    public Counts count(String campaign, Instant deadline) {
        return deliveries.counts(campaign, deadline);
    }
}
