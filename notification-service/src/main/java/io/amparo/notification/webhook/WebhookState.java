package io.amparo.notification.webhook;

/** State of an endpoint. */
enum WebhookState {
    /** Gets messages. */
    ACTIVE,
    /** Gets none; for 30 days its events are kept for a replay. */
    DISABLED
}
