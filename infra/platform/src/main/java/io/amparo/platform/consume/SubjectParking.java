package io.amparo.platform.consume;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.listener.BatchInterceptor;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;

/**
 * Parks the records of a consumer group that fail, and keeps the order of each subject: once an event of a subject is a dead
 * letter, later events of this subject become dead letters behind it. On a compacted topic, a newer state supersedes the parked
 * one instead. Reads the store only for partitions that have a parked subject.
 */
final class SubjectParking implements BatchInterceptor<byte[], byte[]>, ConsumerRecordRecoverer {
    /** Records of other subjects after which a partition is checked for parked subjects. */
    private static final int CHECK_INTERVAL = 100;
    private static final long RETRY_DELAY_NANOS = 1_000_000_000;

    private final String group;
    private final ParkedSubjects parked;
    private final Predicate<String> compacted;
    private final DeadLetterPublisher publisher;
    private final Map<TopicPartition, PartitionState> partitions = new ConcurrentHashMap<>();

    /** State of an assigned partition. Only the thread that consumes the partition uses it. */
    private static final class PartitionState {
        /** Offsets of dead letters by the offsets of their records, to publish each once if it is delivered several times. */
        private final NavigableMap<Long, Long> published = new TreeMap<>();
        private boolean anyParked;
        private int unparkedRecords;

        PartitionState(boolean anyParked) {
            this.anyParked = anyParked;
        }
    }

    /** @param compacted whether a topic is compacted, so that its records are whole states */
    SubjectParking(String group, ParkedSubjects parked, Predicate<String> compacted, KafkaTemplate<byte[], byte[]> template) {
        this.group = group;
        this.parked = parked;
        this.compacted = compacted;
        this.publisher = new DeadLetterPublisher(template, group, this::onPublished);
    }

    /** Forgets the state of partitions that another instance may have consumed. */
    void onPartitionsAssigned(Collection<TopicPartition> assigned) {
        assigned.forEach(partitions::remove);
    }

    @Override
    public @Nullable ConsumerRecords<byte[], byte[]> intercept(ConsumerRecords<byte[], byte[]> batch,
            Consumer<byte[], byte[]> consumer) {
        var rest = new HashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        try {
            for (var partition : batch.partitions()) rest.put(partition, withoutParked(partition, batch.records(partition)));
        } catch (RuntimeException e) {
            // Names the first record: the error handler commits all records before the one that it names.
            throw new BatchListenerFailedException("Cannot decide which subjects of a batch are parked; retrying",
                    new ParkingException("Store or Kafka unavailable", e), batch.iterator().next());
        }
        rest.values().removeIf(List::isEmpty);
        int count = rest.values().stream().mapToInt(List::size).sum();
        return count == batch.count() ? batch : count == 0 ? null : new ConsumerRecords<>(rest, batch.nextOffsets());
    }

    private List<ConsumerRecord<byte[], byte[]>> withoutParked(TopicPartition partition,
            List<ConsumerRecord<byte[], byte[]>> records) {
        var state = state(partition);
        state.published.headMap(records.getFirst().offset()).clear();
        if (!state.anyParked) return records;
        if (compacted.test(partition.topic())) {
            countUnparked(partition, state, records.size());
            return records;
        }
        var parkedSubjects = parked.parkedAmong(deadLetters(partition), records.stream().map(this::subject).toList());
        parkedSubjects.remove(Subject.NONE);
        if (parkedSubjects.isEmpty()) {
            countUnparked(partition, state, records.size());
            return records;
        }
        var rest = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (var record : records) {
            if (parkedSubjects.contains(subject(record)))
                park(record, new SubjectParkedException(subject(record)));
            else
                rest.add(record);
        }
        return rest;
    }

    private void countUnparked(TopicPartition partition, PartitionState state, int records) {
        state.unparkedRecords += records;
        if (state.unparkedRecords < CHECK_INTERVAL) return;
        state.unparkedRecords = 0;
        state.anyParked = parked.isAnyIn(deadLetters(partition), partition.partition());
    }

    @Override
    public void accept(ConsumerRecord<?, ?> record, Exception exception) {
        try {
            park(record, exception);
        } catch (RuntimeException e) {
            // The record is delivered at once; without this pause the consumer would retry it all the time.
            LockSupport.parkNanos(RETRY_DELAY_NANOS);
            throw e;
        }
    }

    /**
     * Publishes first: a subject without its dead letter would stay parked for ever. After a crash, Kafka delivers the record
     * again.
     */
    private void park(ConsumerRecord<?, ?> record, Exception exception) {
        var partition = partition(record);
        var state = state(partition);
        var subject = subject(record);
        if (!state.published.containsKey(record.offset())) {
            publisher.publish(record, exception);
            DeadLetterLog.parked(group, record.topic(), partition + "@" + record.offset(), record.headers(), subject,
                    effect(record, subject), exception, "@" + state.published.get(record.offset()));
        }
        long offset = state.published.get(record.offset());
        if (subject.equals(Subject.NONE)) return; // no later event is parked behind it
        if (compacted.test(record.topic()))
            parked.parkState(deadLetters(partition), partition.partition(), subject, offset);
        else
            parked.park(deadLetters(partition), partition.partition(), subject, offset);
        state.anyParked = true;
    }

    private DeadLetterLog.Effect effect(ConsumerRecord<?, ?> record, String subject) {
        return subject.equals(Subject.NONE)
                ? DeadLetterLog.Effect.NONE
                : compacted.test(record.topic()) ? DeadLetterLog.Effect.STATE_STAYS : DeadLetterLog.Effect.SUBJECT_WAITS;
    }

    private void onPublished(ConsumerRecord<?, ?> record, RecordMetadata deadLetter) {
        state(partition(record)).published.put(record.offset(), deadLetter.offset());
    }

    @Override
    public void success(ConsumerRecords<byte[], byte[]> batch, Consumer<byte[], byte[]> consumer) {
        for (var record : batch)
            if (compacted.test(record.topic()) && state(partition(record)).anyParked)
                parked.supersede(deadLetters(partition(record)), subject(record));
    }

    private PartitionState state(TopicPartition partition) {
        return partitions.computeIfAbsent(partition,
                _ -> new PartitionState(parked.isAnyIn(deadLetters(partition), partition.partition())));
    }

    private String subject(ConsumerRecord<?, ?> record) {
        return Subject.of(record, compacted.test(record.topic()));
    }

    private String deadLetters(TopicPartition partition) {
        return DeadLetterTopics.nameOf(partition.topic(), group);
    }

    private static TopicPartition partition(ConsumerRecord<?, ?> record) {
        return new TopicPartition(record.topic(), record.partition());
    }
}
