package io.amparo.notification.webhook;

import java.time.Instant;

/**
 * Why and since when an endpoint is disabled.
 *
 * @param notified whether its owner knows; always if the owner did it
 */
record WebhookDisabling(Reason reason, Instant at, boolean notified) {

    /** Why an endpoint is disabled. */
    enum Reason {
        /** Its owner has disabled it. */
        OWNER,
        /** It has answered 410. */
        GONE,
        /** Every attempt has failed for days. */
        FAILING
    }
}
