package io.amparo.notification.campaign;

import io.amparo.events.delivery.DeliveryEvent;
import io.amparo.events.delivery.DeliveryEvent.NoticeAcknowledged;
import io.amparo.events.delivery.DeliveryEvent.NoticeRead;
import io.amparo.platform.Ids;
import io.amparo.platform.store.Change;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a contact has done with the notices of an announcement (R10.6). The first time of each counts.
 *
 * @param customerId null for a recipient who is no contact of a customer
 * @param readAt instant at which the link of a mail was opened; a program that checks links may have done it
 * @param acknowledgedAt instant at which the contact confirmed the notice
 */
record Reaction(String announcementId, @Nullable String customerId, String contactId, @Nullable Instant readAt,
        @Nullable Instant acknowledgedAt) {
    private static final int ID_BYTES = 16;

    static String idOf(String announcementId, String contactId) {
        return Ids.sha256Of(announcementId + "\n" + contactId, ID_BYTES);
    }

    String id() {
        return idOf(announcementId, contactId);
    }

    Change<Reaction, DeliveryEvent> read(Instant now) {
        if (readAt != null) return Change.of(this, List.of());
        return Change.of(new Reaction(announcementId, customerId, contactId, now, acknowledgedAt),
                List.of(new NoticeRead(announcementId, customerId, contactId, now)));
    }

    Change<Reaction, DeliveryEvent> acknowledged(Instant now) {
        if (acknowledgedAt != null) return Change.of(this, List.of());
        return Change.of(new Reaction(announcementId, customerId, contactId, readAt, now),
                List.of(new NoticeAcknowledged(announcementId, customerId, contactId, now)));
    }
}
