package io.amparo.notification.inbox;

import io.amparo.notification.delivery.RelatedResource;
import io.amparo.notification.rule.NoticeKind;
import io.amparo.notification.template.MailModel;
import io.amparo.platform.Ids;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A notice in the inbox of a person. It is rendered when it is read, in the language that the person has chosen by then. The id
 * is a hash of cause and recipient, so that an event which arrives twice is one notice.
 *
 * @param recipient person id, or the subject of the account for a person of the forum
 * @param language BCP 47 tag of the event's recipient; null if the event names none
 * @param zone zone of the recipient; null if it is unknown
 * @param readAt instant at which the person has read it first; null before
 */
public record Notification(String id, String recipient, MailModel model, RelatedResource about, @Nullable String language,
        @Nullable ZoneId zone, Instant addedAt, @Nullable Instant readAt) {
    private static final int ID_BYTES = 16;

    public static String idOf(String cause, String recipient) {
        return Ids.sha256Of(cause + "\n" + recipient, ID_BYTES);
    }

    public NoticeKind kind() {
        return NoticeKind.of(model.template());
    }
}
