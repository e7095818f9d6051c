package io.amparo.events.slamigration;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What moves running clocks to another version of a policy; told by sla-service to its engine, beside the tickets it concerns.
 */
public sealed interface SlaMigrationEvent extends DomainEvent {

    /**
     * From {@code at} on this ticket is to count by {@code to}, if it still counts by {@code from}.
     *
     * @param what PLAN, CALENDAR, TZDATA or AGREED
     * @param from plan/version; calendar/version, 0 for the one that the plan names; version of the time zone data, empty where
     *     none was recorded; what is agreed, as JSON: the plan, and what counts instead of which terms of the contract
     * @param to as {@code from}
     */
    @EventType("io.amparo.slamigration.RedateRequested.v1")
    record RedateRequested(String migrationId, String ticketId, String customerId, String what, String from, String to, String by,
            @Nullable String reason, Instant at) implements SlaMigrationEvent {
        @Override
        public String key() {
            return customerId;
        }
    }
}
