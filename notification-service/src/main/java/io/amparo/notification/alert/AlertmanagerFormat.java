package io.amparo.notification.alert;

import io.amparo.notification.alert.AlertProperties.Channel;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * API v2 of the Prometheus Alertmanager: one alert for each edge, which ends with its {@code endsAt}. Alertmanager does its own
 * grouping, by the label {@code group}.
 */
final class AlertmanagerFormat {

    static List<Map<String, Object>> body(Channel channel, AlertGroup group, String portal) {
        return group.alerts().stream().filter(channel::accepts).map(alert -> alert(alert, group, portal)).toList();
    }

    private static Map<String, Object> alert(Alert alert, AlertGroup group, String portal) {
        var edge = alert.edge();
        var body = new LinkedHashMap<String, Object>();
        body.put("labels",
                Map.of("alertname", "SlaBreached", "severity", "critical", "edge", edge.key(), "ticket", edge.number(), "metric",
                        edge.clock().metric(), "percent", Integer.toString(edge.percent()), "customer", edge.customerId(), "plan",
                        edge.plan(), "group", group.id()));
        var annotations = new LinkedHashMap<String, String>();
        annotations.put("summary", "SLA breached: " + edge.number() + ": " + edge.clock().metric());
        annotations.put("state", alert.state().name());
        if (edge.dueAt() != null) annotations.put("dueAt", edge.dueAt().toString());
        body.put("annotations", annotations);
        body.put("generatorURL", AlertLinks.ticket(portal, edge.number()));
        body.put("startsAt", edge.at().toString());
        var end = endOf(alert);
        // Alertmanager refuses all alerts of a request if one ends before it starts.
        if (end != null) body.put("endsAt", (end.isAfter(edge.at()) ? end : edge.at()).toString());
        return body;
    }

    /** A held alert does not fire until its hold ends. */
    private static @Nullable Instant endOf(Alert alert) {
        if (alert.end() != null) return alert.end().at();
        return alert.hold() == null ? null : alert.hold().at();
    }

    private AlertmanagerFormat() {}
}
