package io.amparo.notification.alert;

import io.amparo.notification.alert.AlertProperties.Channel;
import io.amparo.notification.alert.AlertQueue.Action;
import io.amparo.platform.Ids;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Events API v2 of PagerDuty: {@code dedup_key} is the key of the edge that opened the group. Names no person and has no text of
 * one.
 */
final class PagerDutyFormat {
    static final int MAX_SUMMARY = 1_024;
    static final int MAX_KEY = 255;
    /** Bounds the request, which may have 512 KB. */
    static final int MAX_EDGES = 200;
    private static final int HASH_BYTES = 32;

    static Map<String, Object> body(Channel channel, Action action, AlertGroup group, String portal) {
        var body = new LinkedHashMap<String, Object>();
        body.put("routing_key", channel.key());
        body.put("event_action", action.name().toLowerCase(Locale.ROOT));
        body.put("dedup_key", dedupKey(group.key()));
        if (action != Action.TRIGGER) return body;
        var alerts = group.alerts().stream().filter(channel::accepts).toList();
        var open = alerts.stream().filter(alert -> !alert.isResolved()).toList();
        var shown = open.isEmpty() ? alerts : open;
        var first = shown.getFirst().edge();
        body.put("client", "Amparo");
        body.put("client_url", portal);
        body.put("links", List.of(Map.of("href", AlertLinks.ticket(portal, first.number()), "text", first.number())));
        var payload = new LinkedHashMap<String, Object>();
        payload.put("summary", summary(shown));
        payload.put("source", first.customerId());
        payload.put("severity", "critical");
        payload.put("timestamp", group.openedAt().toString());
        payload.put("component", first.plan());
        payload.put("group", group.grouping().value());
        payload.put("class", "sla-breach");
        payload.put("custom_details", Map.of("group", group.id(), "count", shown.size(), "edges",
                shown.stream().limit(MAX_EDGES).map(PagerDutyFormat::details).toList()));
        body.put("payload", payload);
        return body;
    }

    /** A longer key is replaced by its hash, so that it stays unique. */
    static String dedupKey(String key) {
        return key.length() <= MAX_KEY ? key : Ids.sha256Of(key, HASH_BYTES);
    }

    private static String summary(List<Alert> alerts) {
        var edge = alerts.getFirst().edge();
        var what = edge.number() + ": " + edge.clock().metric() + " at " + edge.percent() + " % (" + edge.plan() + ")";
        var text = alerts.size() == 1 ? "SLA breached: " + what : alerts.size() + " SLA breaches, the first one " + what;
        return text.length() <= MAX_SUMMARY ? text : text.substring(0, MAX_SUMMARY);
    }

    private static Map<String, Object> details(Alert alert) {
        var edge = alert.edge();
        var details = new LinkedHashMap<String, Object>();
        details.put("key", edge.key());
        details.put("ticket", edge.number());
        details.put("customer", edge.customerId());
        details.put("plan", edge.plan());
        details.put("metric", edge.clock().metric());
        details.put("percent", edge.percent());
        if (edge.dueAt() != null) details.put("due_at", edge.dueAt().toString());
        return details;
    }

    private PagerDutyFormat() {}
}
