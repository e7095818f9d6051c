package io.amparo.events.eol;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What eol-service tells of products on their way out (R10). */
public sealed interface EolEvent extends DomainEvent {
    String productId();

    @Override
    default String key() {
        return productId();
    }

    /** Approved by a second person; {@code justification} where the notice is shorter than 12 months (R10.4). */
    @EventType("io.amparo.eol.EolAnnounced.v1")
    record EolAnnounced(String announcementId, String productId, String productName, LocalDate endOfLife, String reason,
            @Nullable String successor, @Nullable String migrationPath, @Nullable String justification, String announcedBy,
            String approvedBy, Instant announcedAt) implements EolEvent {}

    /** The date moved; an earlier one restarts the notice rule, a later one keeps it (R10.6). */
    @EventType("io.amparo.eol.EolRescheduled.v1")
    record EolRescheduled(String announcementId, String productId, String productName, LocalDate previousEndOfLife,
            LocalDate endOfLife, String reason, @Nullable String successor, @Nullable String migrationPath,
            @Nullable String justification, String announcedBy, String approvedBy, Instant announcedAt) implements EolEvent {}

    /** A reminder before the end has fallen due; {@code notice} is an ISO 8601 period such as P6M or P1W. */
    @EventType("io.amparo.eol.EolNoticeDue.v1")
    record EolNoticeDue(String announcementId, String productId, String productName, LocalDate endOfLife, String notice,
            @Nullable String successor, @Nullable String migrationPath, Instant dueAt) implements EolEvent {}

    @EventType("io.amparo.eol.EolReached.v1")
    record EolReached(String announcementId, String productId, String productName, LocalDate endOfLife,
            Instant reachedAt) implements EolEvent {}
}
