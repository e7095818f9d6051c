package io.amparo.platform.store;

import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Says an event on the wire. The one seam between the outbox, which knows no event, and the contracts, which know no outbox. */
@FunctionalInterface
public interface EventWriter {

    /**
     * @param id the same on every retry, unique within this service
     * @param sequence the aggregate's version
     */
    ProducerRecord<String, byte[]> write(String id, String subject, long sequence, Instant time, @Nullable String correlation,
            @Nullable String causation, @Nullable String traceparent, Object event);
}
