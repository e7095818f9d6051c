package io.amparo.platform.store;

import org.bson.Document;
import org.jspecify.annotations.Nullable;

/**
 * Cause and trace of events that are published later than their cause, for example by a ticker, which runs outside of any trace.
 *
 * @param causation causation id
 * @param correlation trace id of the request that began the chain of events
 * @param traceparent span in which the cause was processed (W3C Trace Context)
 */
public record EventOrigin(String causation, @Nullable String correlation, @Nullable String traceparent) {

    /** Encodes the origin as a part of a state. */
    public Document encode() {
        return new Document("causation", causation).append("correlation", correlation).append("traceparent", traceparent);
    }

    public static EventOrigin decode(Document origin) {
        return new EventOrigin(origin.getString("causation"), origin.getString("correlation"), origin.getString("traceparent"));
    }
}
