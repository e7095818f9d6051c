package io.amparo.events.sla;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the SLA engine tells: each edge of a clock exactly once for read-committed readers. */
public sealed interface SlaEvent extends DomainEvent {
    String ticketId();

    String number();

    String customerId();

    @Override
    default String key() {
        return customerId();
    }

    /**
     * One running clock.
     *
     * @param metric   FIRST_RESPONSE, UPDATE, RESOLUTION …
     * @param cycle    1 for the first run of this clock, one more each time it starts anew
     * @param budget   ISO 8601 duration of open time
     * @param consumed ISO 8601 duration of open time used up
     * @param dueAt    null while paused
     */
    record Clock(String metric, int cycle, String budget, String consumed, @Nullable Instant dueAt) {}

    @EventType("io.amparo.sla.SlaAssigned.v1")
    record SlaAssigned(String ticketId, String number, String customerId, String subject, String kind, String priority,
            String plan,
            int planVersion, String calendar, String zone, List<Clock> clocks, Instant assignedAt) implements SlaEvent {}

    /** {@code dueAt}: when this warning fell due; {@code breachAt}: when the promise will be broken. */
    @EventType("io.amparo.sla.SlaWarned.v1")
    record SlaWarned(String ticketId, String number, String customerId, String subject, String priority, String plan,
            String metric,
            int cycle, int percent, Instant dueAt, Instant breachAt, Instant firedAt) implements SlaEvent {}

    @EventType("io.amparo.sla.SlaBreached.v1")
    record SlaBreached(String ticketId, String number, String customerId, String subject, String priority, String plan,
            String metric,
            int cycle, Instant dueAt, Instant firedAt) implements SlaEvent {}

    /** The promise was kept ({@code late} false), or met after its breach. */
    @EventType("io.amparo.sla.SlaMet.v1")
    record SlaMet(String ticketId, String number, String customerId, String metric, int cycle, @Nullable Instant dueAt,
            boolean late,
            String consumed, Instant metAt) implements SlaEvent {}

    @EventType("io.amparo.sla.SlaPaused.v1")
    record SlaPaused(String ticketId, String number, String customerId, String because, List<Clock> clocks, Instant pausedAt)
            implements
                SlaEvent {}

    @EventType("io.amparo.sla.SlaResumed.v1")
    record SlaResumed(String ticketId, String number, String customerId, List<Clock> clocks,
            Instant resumedAt) implements SlaEvent {}

    @EventType("io.amparo.sla.SlaRedated.v1")
    record SlaRedated(String ticketId, String number, String customerId, String metric, int cycle, @Nullable Instant from,
            @Nullable Instant to, String because, Instant redatedAt) implements SlaEvent {}

    @EventType("io.amparo.sla.SlaCancelled.v1")
    record SlaCancelled(String ticketId, String number, String customerId, String metric, int cycle, String because,
            Instant cancelledAt) implements SlaEvent {}
}
