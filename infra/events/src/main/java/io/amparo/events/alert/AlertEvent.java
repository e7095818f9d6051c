package io.amparo.events.alert;

import io.amparo.events.DomainEvent;
import io.amparo.events.EventType;
import io.amparo.events.TextOf;
import io.amparo.events.Vocabulary.AlertResolution;
import io.amparo.events.Vocabulary.EscalationTarget;
import io.amparo.events.Vocabulary.Metric;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Events of notification-service about breach alerts. There is one alert for each generation of an edge at or above 100 percent.
 * The subject is the group of the alert.
 */
public sealed interface AlertEvent extends DomainEvent {
    String alertId();

    String customerId();

    /** The customer's id. */
    @Override
    default String key() {
        return customerId();
    }

    /**
     * A clock has reached a rung at or above 100 percent of its budget.
     *
     * @param alertId id of the alert
     * @param edgeKey id of the event of the SLA engine that emitted the edge; unique for each generation
     * @param groupId id of the group of alerts that are paged together
     * @param percent consumed share of the budget; 100 is the breach
     * @param dueAt when the SLA was breached
     * @param openedAt instant of the edge
     */
    @EventType("io.amparo.alert.AlertOpened.v1")
    record AlertOpened(String alertId, String edgeKey, String groupId, String ticketId, String number, String customerId,
            String plan, @TextOf(Metric.class) String metric, int cycle, int percent, @Nullable Instant dueAt,
            @TextOf(EscalationTarget.class) List<String> recipients, Instant openedAt) implements AlertEvent {}

    /**
     * A person works on the breach, or has snoozed its alert. Until the end the next rung is not paged.
     *
     * @param alertId id of the alert
     * @param groupId id of the group of alerts that are paged together
     * @param by person id of the staff member
     * @param snoozed whether the alert is snoozed
     * @param until when the alert pages once more, unless it is resolved
     * @param acknowledgedAt instant of the request
     */
    @EventType("io.amparo.alert.AlertAcknowledged.v1")
    record AlertAcknowledged(String alertId, String groupId, String ticketId, String number, String customerId, String by,
            boolean snoozed, Instant until, Instant acknowledgedAt) implements AlertEvent {}

    /**
     * The breach is over.
     *
     * @param alertId id of the alert
     * @param groupId id of the group of alerts that are paged together
     * @param resolution why
     * @param resolvedAt instant at which the SLA engine reported it
     */
    @EventType("io.amparo.alert.AlertResolved.v1")
    record AlertResolved(String alertId, String groupId, String ticketId, String number, String customerId,
            @TextOf(AlertResolution.class) String resolution, Instant resolvedAt) implements AlertEvent {}
}
