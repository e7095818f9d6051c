package io.amparo.platform.store;

import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** Encodes an event as a Kafka record. The only link between the outbox and the event contracts; neither depends on the other. */
@FunctionalInterface
public interface EventWriter {

    /**
     * @param id the event id, the same on every retry and unique within this service
     * @param sequence higher than that of each event that the aggregate emitted before
     */
    ProducerRecord<String, byte[]> write(String id, String subject, long sequence, Instant time, @Nullable String correlation,
            @Nullable String causation, @Nullable String traceparent, Object event);
}
