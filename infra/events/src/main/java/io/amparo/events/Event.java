package io.amparo.events;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event as it was read from Kafka: the CloudEvents 1.0 attributes and the fact itself.
 *
 * @param id {@code <aggregate>/<version>/<n>}: the same on every retry, unique within its source
 * @param subject the aggregate's id
 * @param sequence the aggregate's version; on a compacted topic the newer state has the higher one
 * @param correlation what one wish set going: the trace id of the request that started it
 * @param causation the cause this event follows from, as {@link #cause()} of the event before it
 * @param traceparent the span in which it was told (W3C Trace Context), so that what follows from it is in the same trace
 * @param data the fact; null where the type is not known to this code, which is no error
 */
public record Event(String type, String id, String source, String subject, long sequence, Instant time,
        @Nullable String correlation, @Nullable String causation, @Nullable String traceparent, @Nullable DomainEvent data) {

    /** Source and id: ids alone collide between services. */
    public String cause() {
        return source + "#" + id;
    }
}
