package io.amparo.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event read from Kafka: the CloudEvents 1.0 attributes and the data.
 *
 * @param id {@code <aggregate>/<version>/<n>}; the same on every retry, unique within its source
 * @param subject the id of the aggregate
 * @param sequence increases with each event of a subject and source; on a compacted topic the newer state has the higher sequence
 * @param correlation the trace id of the request that started the chain of events
 * @param causation the causation id: {@link #cause()} of the preceding event
 * @param traceparent the span in which the event was published (W3C Trace Context); following events join the same trace
 * @param data the data; null if this build does not know the type, which is not an error
 */
public record Event(String type, String id, String source, String subject, long sequence, Instant time,
        @Nullable String correlation, @Nullable String causation, @Nullable String traceparent, @Nullable DomainEvent data) {

    /** Returns the causation id for following events: source and id, because ids alone collide between services. */
    public String cause() {
        return source + "#" + id;
    }
}
