package io.amparo.events.eol;

import io.amparo.events.DomainEvent;
import io.amparo.events.TextOf;
import io.amparo.events.EventType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events of eol-service about the end of life of products (R10). */
public sealed interface EolEvent extends DomainEvent {
    String productId();

    /** The product's id. */
    @Override
    default String key() {
        return productId();
    }

    /**
     * An end of life was announced.
     *
     * @param reason reason of the end of life, as text for people
     * @param announcedBy person id of who announced it
     */
    @EventType("io.amparo.eol.EolAnnounced.v1")
    record EolAnnounced(String announcementId, String productId, String productName, LocalDate endOfLife, String reason,
            @Nullable String successor, @Nullable String migrationPath, @Nullable String justification, String announcedBy,
            String approvedBy, Instant announcedAt) implements EolEvent {}

    /**
     * The end of life was rescheduled. An earlier date restarts the notice rule, a later date keeps it (R10.6).
     *
     * @param previousEndOfLife first day without support before this change
     * @param announcedBy person id of who rescheduled it
     */
    @EventType("io.amparo.eol.EolRescheduled.v1")
    record EolRescheduled(String announcementId, String productId, String productName, LocalDate previousEndOfLife,
            LocalDate endOfLife, String reason, @Nullable String successor, @Nullable String migrationPath,
            @Nullable String justification, String announcedBy, String approvedBy, Instant announcedAt) implements EolEvent {}

    /**
     * A reminder before the end of life is due. Reminders that fell due while the service was down are one event: of the newest.
     *
     * @param notice how long before the end of life, as ISO 8601 period, such as P6M or P1W
     * @param noticeAt instant at which the notice is due
     * @param daysLeft days until the end of life when the event was emitted; missing in records of an older version
     * @param covers earlier reminders that fell due during a downtime and have no event of their own; missing in records of an
     *     older version
     */
    @EventType("io.amparo.eol.EolNoticeDue.v1")
    record EolNoticeDue(String announcementId, String productId, String productName, LocalDate endOfLife,
            @TextOf(Period.class) String notice, @Nullable String successor, @Nullable String migrationPath, Instant noticeAt,
            @Nullable Integer daysLeft, @TextOf(Period.class) @Nullable List<String> covers) implements EolEvent {
        /** Creates a reminder as records of an older version have it. */
        public EolNoticeDue(String announcementId, String productId, String productName, LocalDate endOfLife, String notice,
                @Nullable String successor, @Nullable String migrationPath, Instant noticeAt) {
            this(announcementId, productId, productName, endOfLife, notice, successor, migrationPath, noticeAt, null, null);
        }
    }

    /**
     * A product has reached its end of life. This is also the last reminder, on the day itself.
     *
     * @param reachedAt instant at which support ended
     * @param covers reminders that fell due during a downtime and have no event of their own; missing in records of an older
     *     version
     */
    @EventType("io.amparo.eol.EolReached.v1")
    record EolReached(String announcementId, String productId, String productName, LocalDate endOfLife, Instant reachedAt,
            @Nullable String successor, @Nullable String migrationPath,
            @TextOf(Period.class) @Nullable List<String> covers) implements EolEvent {
        /** Creates an end as records of an older version have it. */
        public EolReached(String announcementId, String productId, String productName, LocalDate endOfLife, Instant reachedAt) {
            this(announcementId, productId, productName, endOfLife, reachedAt, null, null, null);
        }
    }

    /**
     * The agreed support of a customer beyond the end of life of a product has ended (R10.3).
     *
     * @param until its last day, included
     * @param endedAt instant at which it ended: the day after {@code until} began in the customer's zone
     */
    @EventType("io.amparo.eol.RemainingMaintenanceEnded.v1")
    record RemainingMaintenanceEnded(String productId, String productName, String customerId, LocalDate until,
            Instant endedAt) implements EolEvent {}

    /**
     * A release has become generally available. A release that enters the catalogue more than 31 days late has no event.
     *
     * @param releasedOn day of the general availability, in the vendor's zone
     * @param newestOfMajor whether the product has no newer release of the same major
     * @param publishedAt instant at which the day of the general availability began
     */
    @EventType("io.amparo.eol.ReleasePublished.v1")
    record ReleasePublished(String productId, String productName, String version, LocalDate releasedOn, boolean newestOfMajor,
            Instant publishedAt) implements EolEvent {}
}
