package io.amparo.events.eol;

import io.amparo.events.DomainEvent;
import io.amparo.events.TextOf;
import io.amparo.events.EventType;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
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
     * A reminder before the end of life is due.
     *
     * @param notice how long before the end of life, as ISO 8601 period, such as P6M or P1W
     * @param noticeAt instant at which the notice is due
     */
    @EventType("io.amparo.eol.EolNoticeDue.v1")
    record EolNoticeDue(String announcementId, String productId, String productName, LocalDate endOfLife,
            @TextOf(Period.class) String notice, @Nullable String successor, @Nullable String migrationPath,
            Instant noticeAt) implements EolEvent {}

    /**
     * A product has reached its end of life.
     *
     * @param reachedAt instant at which support ended
     */
    @EventType("io.amparo.eol.EolReached.v1")
    record EolReached(String announcementId, String productId, String productName, LocalDate endOfLife,
            Instant reachedAt) implements EolEvent {}
}
