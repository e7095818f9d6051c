package io.amparo.local.log;

import static java.util.stream.Collectors.toMap;

import io.amparo.events.Event;
import io.amparo.events.EventCodec;
import io.amparo.events.Topic;
import io.amparo.events.UnreadableEventException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The events that one request caused, as entries of a log. A request that succeeds logs nothing, but each event has its trace id
 * as {@code ce_correlationid}.
 */
public final class TraceEvents {
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final EventCodec codec = new EventCodec("amparo", "");
    private final Map<String, Object> settings;

    public TraceEvents(String brokers) {
        settings = Map.of("bootstrap.servers", brokers, "isolation.level", "read_committed", "allow.auto.create.topics", "false",
                "default.api.timeout.ms", (int) TIMEOUT.toMillis(), "enable.auto.commit", "false");
    }

    /**
     * Returns the events in the order of time; reads all that were published since an instant.
     *
     * @throws KafkaException if the broker does not answer within five seconds
     */
    public List<LogEntry> of(String traceId, Instant since) {
        var found = new ArrayList<LogEntry>();
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var ends = consumer.endOffsets(partitions(consumer));
            consumer.assign(ends.keySet());
            seek(consumer, ends, since);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue()))
                for (var record : consumer.poll(TIMEOUT)) entry(record, traceId).ifPresent(found::add);
        }
        found.sort(Comparator.comparing(LogEntry::at));
        return found;
    }

    private Set<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        var names = Arrays.stream(Topic.values()).map(codec::topicName).toList();
        return consumer.listTopics().entrySet().stream().filter(topic -> names.contains(topic.getKey()))
                .flatMap(topic -> topic.getValue().stream())
                .collect(toMap(info -> new TopicPartition(info.topic(), info.partition()), _ -> true)).keySet();
    }

    private static void seek(KafkaConsumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends, Instant since) {
        var times = ends.keySet().stream().collect(toMap(partition -> partition, _ -> since.toEpochMilli()));
        consumer.offsetsForTimes(times).forEach((partition, first) -> consumer.seek(partition,
                first == null ? Objects.requireNonNull(ends.get(partition)) : first.offset()));
    }

    private Optional<LogEntry> entry(ConsumerRecord<byte[], byte[]> record, String traceId) {
        if (record.value() == null) return Optional.empty();
        try {
            var event = codec.read(record.headers(), record.value());
            return traceId.equals(event.correlation()) ? Optional.of(entry(event, record)) : Optional.empty();
        } catch (UnreadableEventException ignored) {
            return Optional.empty(); // its consumers log it
        }
    }

    private static LogEntry entry(Event event, ConsumerRecord<byte[], byte[]> record) {
        var at = Instant.ofEpochMilli(record.timestamp());
        var source = event.source().substring(event.source().lastIndexOf('/') + 1);
        return new LogEntry(source, at, List.of("%s EVENT %s %s of %s on %s-%d@%d, caused by %s".formatted(at, event.type(),
                event.id(), event.subject(), record.topic(), record.partition(), record.offset(), event.causation())));
    }
}
