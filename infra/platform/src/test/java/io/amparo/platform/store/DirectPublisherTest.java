package io.amparo.platform.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class DirectPublisherTest {
    private static final List<ProducerRecord<String, byte[]>> EVENTS = List.of(new ProducerRecord<>("topic", "a", new byte[0]),
            new ProducerRecord<>("topic", "b", new byte[0]), new ProducerRecord<>("topic", "c", new byte[0]));

    private static MockProducer<String, byte[]> producer(boolean acknowledges) {
        return new MockProducer<>(acknowledges, null, new StringSerializer(), new ByteArraySerializer());
    }

    @Test
    void acknowledged_events_are_published() {
        try (var producer = producer(true)) {
            assertThatNoException().isThrownBy(() -> new DirectPublisher(producer, Duration.ofSeconds(30)).publish(EVENTS));
            assertThat(producer.history()).hasSize(3);
        }
    }

    @Test
    @Timeout(10)
    void broker_that_acknowledges_nothing_is_awaited_for_a_limited_time() {
        try (var producer = producer(false)) {
            assertThatExceptionOfType(TimeoutException.class)
                    .isThrownBy(() -> new DirectPublisher(producer, Duration.ofMillis(50)).publish(EVENTS))
                    .satisfies(e -> assertThat(PublishFailure.isPermanent(e)).isFalse());
        }
    }

    @Test
    void topic_without_metadata_is_tried_once() {
        var sent = new AtomicInteger();
        try (var producer = new MockProducer<String, byte[]>(true, null, new StringSerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> event) {
                sent.incrementAndGet();
                return CompletableFuture.failedFuture(new TimeoutException("no metadata after 5 s"));
            }
        }) {
            assertThatExceptionOfType(KafkaException.class)
                    .isThrownBy(() -> new DirectPublisher(producer, Duration.ofSeconds(30)).publish(EVENTS));
        }
        assertThat(sent).hasValue(1);
    }

    @Test
    void record_that_is_too_large_is_a_permanent_failure() {
        assertThat(PublishFailure.isPermanent(new KafkaException(new RecordTooLargeException("2 MB")))).isTrue();
        assertThat(PublishFailure.isPermanent(new KafkaException(new TimeoutException("no broker")))).isFalse();
    }
}
