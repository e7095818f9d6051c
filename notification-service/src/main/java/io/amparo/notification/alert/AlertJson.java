package io.amparo.notification.alert;

import io.amparo.events.Vocabulary.AlertResolution;
import io.amparo.events.Vocabulary.EscalationTarget;
import io.amparo.events.Vocabulary.Metric;
import io.amparo.notification.alert.Alert.Hold;
import io.amparo.notification.alert.Alert.State;
import io.amparo.notification.alert.AlertQueue.Action;
import io.amparo.platform.Adapter;
import io.amparo.platform.web.OneOf;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Alerts in JSON. */
@Adapter
final class AlertJson {
    private static final int MAX_MINUTES = 24 * 60;

    record AlertAcknowledgementRequest(
            @Nullable @Min(1) @Max(MAX_MINUTES) @Schema(description = "How long it lasts; then the alert pages once more. 30 if it is missing", example = "30") Integer minutes) {}

    record AlertSnoozeRequest(
            @NotNull @Schema(description = "In the next seven days; then the alert pages once more") Instant until) {}

    @Schema(description = "Until its end the alert does not page, and neither does the next rung of its clock")
    record AlertHoldResponse(@Schema(description = "Person id", example = "user-GISELE") String by, Instant at, Instant until) {
        static @Nullable AlertHoldResponse of(@Nullable Hold hold) {
            return hold == null ? null : new AlertHoldResponse(hold.by(), hold.at(), hold.until());
        }
    }

    record AlertResponse(String id, @Schema(description = "Id of the group that is paged together") String group, State state,
            @Schema(description = "Key of the edge and its generation, as receivers know it") String key,
            @Schema(description = "Number of the ticket", example = "T-2026-000123") String ticket,
            @Schema(description = "Id of the customer", example = "acme") String customer, String plan,
            @OneOf(Metric.class) String metric, int cycle,
            @Schema(description = "Consumed share of the budget; 100 is the breach", example = "100") int percent,
            @Nullable Instant dueAt,
            @OneOf(EscalationTarget.class) @Schema(description = "Rungs to which the plan escalates; empty for all staff") List<String> rungs,
            Instant openedAt,
            @Schema(description = "Missing if the alert is neither acknowledged nor snoozed") @Nullable AlertHoldResponse hold,
            @Nullable Instant resolvedAt, @OneOf(AlertResolution.class) @Nullable String resolution) {
        static AlertResponse of(Alert alert, String groupId) {
            var edge = alert.edge();
            var end = alert.end();
            return new AlertResponse(alert.id(), groupId, alert.state(), edge.key(), edge.number(), edge.customerId(),
                    edge.plan(), edge.clock().metric(), edge.clock().cycle(), edge.percent(), edge.dueAt(), edge.rungs(),
                    edge.at(), alert.isHeld() ? AlertHoldResponse.of(alert.hold()) : null, end == null ? null : end.at(),
                    end == null ? null : end.resolution().name());
        }
    }

    @Schema(description = "What a channel knows of a group")
    record AlertChannelResponse(@Schema(example = "pagerduty") String name,
            @Schema(description = "Messages that wait for the receiver, in order") List<Action> waiting, int attempts,
            @Nullable Instant nextAttemptAt, @Nullable Instant sentAt,
            @Schema(description = "Why the last message was given up; it is not retried", example = "HTTP 400") @Nullable String failure) {
        static AlertChannelResponse of(AlertQueue queue) {
            return new AlertChannelResponse(queue.channel(), queue.waiting(), queue.attempts(),
                    queue.waiting().isEmpty() ? null : queue.dueAt(), queue.sentAt(), queue.failure());
        }
    }

    @Schema(description = "Alerts that are paged together")
    record AlertGroupResponse(String id, State state, @Schema(description = "Key of the edge that opened the group") String key,
            @Schema(description = "What the alerts have in common") AlertGroup.Grouping.Kind by,
            @Schema(description = "Causation id or customer id", example = "acme") String value, Instant openedAt,
            @Schema(description = "Number of alerts") int count,
            @Schema(description = "Number of alerts that are not resolved") int open, List<AlertChannelResponse> channels) {
        static AlertGroupResponse of(AlertGroup group, List<AlertQueue> queues) {
            return new AlertGroupResponse(group.id(), group.state(), group.key(), group.grouping().kind(),
                    group.grouping().value(), group.openedAt(), group.alerts().size(),
                    (int) group.alerts().stream().filter(alert -> !alert.isResolved()).count(),
                    queues.stream().map(AlertChannelResponse::of).toList());
        }
    }

    private AlertJson() {}
}
