package io.amparo.events.slamigration;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import io.amparo.events.Internal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Events by which sla-service requests its engine to move running clocks to another version of a policy. */
public sealed interface SlaMigrationEvent extends DomainEvent {

    /**
     * Requests that the clocks of a ticket use {@code to} from {@code at} on, provided that they still use {@code from}.
     *
     * @param migrationId id of the migration
     * @param from the current term. PLAN: plan/version. CALENDAR: calendar/version, where version 0 is the calendar that the plan
     *     names. TZDATA: version of the time zone data, empty if none was recorded. AGREED: the terms override as JSON, that is,
     *     the plan and the replacements of contract terms
     * @param to the new term, in the same format as {@code from}
     * @param by e-mail address of the manager who applied the migration
     * @param at instant from which the new term applies
     */
    @Internal
    @EventType("io.amparo.slamigration.SlaRescheduleRequested.v1")
    record SlaRescheduleRequested(String migrationId, String ticketId, String customerId, String term, String from, String to,
            String by, @Nullable String reason, Instant at) implements SlaMigrationEvent {
        /** The customer's id. */
        @Override
        public String key() {
            return customerId;
        }
    }
}
