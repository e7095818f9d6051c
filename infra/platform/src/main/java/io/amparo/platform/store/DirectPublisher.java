package io.amparo.platform.store;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;

/** Publishes records that are in no outbox, and waits for the broker's acknowledgement for a limited time. */
final class DirectPublisher {
    private final Producer<String, byte[]> producer;
    private final Duration timeout;

    DirectPublisher(Producer<String, byte[]> producer, Duration timeout) {
        this.producer = producer;
        this.timeout = timeout;
    }

    /**
     * Returns after the broker has acknowledged all records.
     *
     * @throws KafkaException if a record is not acknowledged; after a timeout it may still be published later
     */
    void publish(List<ProducerRecord<String, byte[]>> events) {
        long deadline = System.nanoTime() + timeout.toNanos();
        try {
            for (var ack : send(events)) ack.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw new KafkaException(e.getCause());
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("The broker has not acknowledged " + events.size() + " events in " + timeout, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException(e);
        }
    }

    /** Ends with the first failed record: without metadata of the topic, each further one would block for 5 s. */
    private List<Future<RecordMetadata>> send(List<ProducerRecord<String, byte[]>> events) {
        var acks = new ArrayList<Future<RecordMetadata>>(events.size());
        for (var event : events) {
            var ack = producer.send(event);
            acks.add(ack);
            if (ack.isDone() && ack.state() == Future.State.FAILED) break;
        }
        return acks;
    }
}
