package io.amparo.notification.webhook.event;

import io.amparo.events.Event;
import io.amparo.notification.webhook.event.PublicEvent.Scope;
import io.amparo.platform.Adapter;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the body of a message: {@code type}, {@code timestamp} and {@code data} of the event, without the fields that its
 * receiver may not read. The text is written once and kept, because a signature is over its very bytes.
 */
@Adapter
public final class WebhookPayload {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CUSTOMER = "customerId";

    private final PublicEvent type;
    private final Event event;
    private final JsonNode data;

    /** @param body data of the event as it was published */
    public WebhookPayload(PublicEvent type, Event event, byte[] body) {
        this.type = type;
        this.event = event;
        this.data = JSON.readTree(body);
    }

    /**
     * Returns the body for an endpoint; empty if the endpoint may not read this event.
     *
     * @param customerId customer of the endpoint; null for one of the vendor
     */
    public Optional<String> bodyFor(@Nullable String customerId) {
        var vendor = customerId == null;
        if (!type.isFor(vendor) || customerId != null && !isVisibleTo(customerId)) return Optional.empty();
        var shown = JSON.createObjectNode();
        data.forEachEntry((name, value) -> {
            if (type.shows(name, vendor)) shown.set(name, value);
        });
        return Optional.of(body(event.type(), event.time(), shown));
    }

    private boolean isVisibleTo(String customerId) {
        if (type.audience() == Scope.CUSTOMER && !customerId.equals(data.path(CUSTOMER).asString(""))) return false;
        // A file for the staff alone, and a link to a ticket of another customer.
        return !data.path("internal").asBoolean(false)
                && (!data.has("linkedCustomerId") || customerId.equals(data.path("linkedCustomerId").asString("")));
    }

    /** Returns the body of a message that the owner of an endpoint sends as a test. */
    public static String test(String webhookId, Instant now) {
        return body("io.amparo.webhook.WebhookTested.v1", now, JSON.createObjectNode().put("webhook", webhookId));
    }

    private static String body(String type, Instant time, JsonNode data) {
        return JSON.writeValueAsString(
                JSON.createObjectNode().put("type", type).put("timestamp", time.toString()).set("data", data));
    }
}
