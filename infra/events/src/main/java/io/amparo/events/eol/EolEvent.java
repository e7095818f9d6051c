package io.amparo.events.eol;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Events of eol-service about the end of life of products (R10). */
public sealed interface EolEvent extends DomainEvent {
    String productId();

    @Override
    default String key() {
        return productId();
    }

    /**
     * An end of life was announced.
     *
     * @param justification null unless the notice is shorter than 12 months (R10.4)
     * @param approvedBy the second person who approved it
     */
    @EventType("io.amparo.eol.EolAnnounced.v1")
    record EolAnnounced(String announcementId, String productId, String productName, LocalDate endOfLife, String reason,
            @Nullable String successor, @Nullable String migrationPath, @Nullable String justification, String announcedBy,
            String approvedBy, Instant announcedAt) implements EolEvent {}

    /** The end of life was rescheduled. An earlier date restarts the notice rule, a later date keeps it (R10.6). */
    @EventType("io.amparo.eol.EolRescheduled.v1")
    record EolRescheduled(String announcementId, String productId, String productName, LocalDate previousEndOfLife,
            LocalDate endOfLife, String reason, @Nullable String successor, @Nullable String migrationPath,
            @Nullable String justification, String announcedBy, String approvedBy, Instant announcedAt) implements EolEvent {}

    /**
     * A reminder before the end of life is due.
     *
     * @param notice ISO 8601 period before the end of life, such as P6M or P1W
     * @param noticeAt the instant of the notice
     */
    @EventType("io.amparo.eol.EolNoticeDue.v1")
    record EolNoticeDue(String announcementId, String productId, String productName, LocalDate endOfLife, String notice,
            @Nullable String successor, @Nullable String migrationPath, Instant noticeAt) implements EolEvent {}

    /** A product has reached its end of life. */
    @EventType("io.amparo.eol.EolReached.v1")
    record EolReached(String announcementId, String productId, String productName, LocalDate endOfLife,
            Instant reachedAt) implements EolEvent {}
}
