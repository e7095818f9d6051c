package io.amparo.notification.campaign;

import io.amparo.notification.delivery.CampaignMails.CampaignMail;
import io.amparo.notification.delivery.Receipt;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Proof for one contact of one customer: what has become of the first mail about an announcement (R10.6).
 *
 * @param reaction null for none
 */
record NoticeProof(CampaignMail mail, @Nullable Reaction reaction, Timeliness timeliness) {

    /** Whether the contact was informed in time. */
    enum Timeliness {
        /** The mail server accepted the mail, or the contact acknowledged the notice, before the deadline. */
        IN_TIME,
        /** The same after the deadline; also for a contact who was named later. */
        LATE,
        /** The mail is on its way. */
        PENDING,
        /** The mail was refused or has bounced, and the contact has acknowledged nothing. */
        NOT_REACHED
    }

    static NoticeProof of(CampaignMail mail, @Nullable Reaction reaction, Instant deadline) {
        return new NoticeProof(mail, reaction, timeliness(mail, reaction == null ? null : reaction.acknowledgedAt(), deadline));
    }

    private static Timeliness timeliness(CampaignMail mail, @Nullable Instant acknowledgedAt, Instant deadline) {
        var informedAt = Stream.of(Optional.ofNullable(acknowledgedAt), Optional.ofNullable(mail.isLost() ? null : mail.sentAt()))
                .flatMap(Optional::stream).min(Comparator.naturalOrder()).orElse(null);
        if (informedAt != null) return informedAt.isBefore(deadline) ? Timeliness.IN_TIME : Timeliness.LATE;
        return mail.isLost() ? Timeliness.NOT_REACHED : Timeliness.PENDING;
    }

    @Nullable
    Instant deliveredAt() {
        return mail.receivedAt(Receipt.Status.DELIVERED);
    }

    @Nullable
    Instant bouncedAt() {
        return mail.receivedAt(Receipt.Status.BOUNCED);
    }

    @Nullable
    Instant readAt() {
        return reaction == null ? null : reaction.readAt();
    }

    @Nullable
    Instant acknowledgedAt() {
        return reaction == null ? null : reaction.acknowledgedAt();
    }
}
