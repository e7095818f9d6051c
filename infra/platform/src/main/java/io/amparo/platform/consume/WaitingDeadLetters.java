package io.amparo.platform.consume;

import static java.util.stream.Collectors.toSet;

import io.amparo.platform.consume.ParkedSubjects.Position;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the dead letters of one topic and consumer group that wait for a replay, oldest first. Fails if Kafka returns nothing for
 * five seconds, so that no reader waits for a broker that is unavailable.
 */
final class WaitingDeadLetters implements AutoCloseable {
    private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(5);

    /** @param subject what must be replayed in order; {@code @<offset>} of a dead letter without a subject, which has no order */
    record Waiting(ConsumerRecord<byte[], byte[]> record, String subject) {

        /** @param reference id of the event, subject, or {@code @<offset>} */
        boolean is(String reference) {
            return subject.equals(reference) || ("@" + record.offset()).equals(reference)
                    || DeadLetterTopics.text(record.headers(), "ce_id").filter(reference::equals).isPresent();
        }
    }

    private final String name;
    private final boolean wholeStates;
    private final ParkedSubjects parked;
    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final long next;

    /**
     * @param name dead letter topic
     * @param wholeStates whether the original topic is compacted
     * @param position of the last replay
     */
    WaitingDeadLetters(String name, boolean wholeStates, Position position, ParkedSubjects parked,
            Consumer<byte[], byte[]> consumer) {
        this.name = name;
        this.wholeStates = wholeStates;
        this.parked = parked;
        this.consumer = consumer;
        this.partition = new TopicPartition(name, 0);
        consumer.assign(List.of(partition));
        // A topic that was deleted and created again starts at 0.
        this.next = position.next() > end() ? 0 : position.next();
    }

    String name() {
        return name;
    }

    long end() {
        return consumer.endOffsets(List.of(partition), KAFKA_TIMEOUT).get(partition);
    }

    /** Returns the offset before which none waits. */
    long oldest() {
        return Math.min(next, parked.oldest(name).orElse(next));
    }

    void seekToOldest() {
        seek(oldest());
    }

    void seek(long offset) {
        consumer.seek(partition, Math.max(offset, consumer.beginningOffsets(List.of(partition), KAFKA_TIMEOUT).get(partition)));
    }

    /** Passes each waiting dead letter before the end to the action. Returns false if the action ended it. */
    boolean forEach(long end, Predicate<Waiting> action) {
        while (consumer.position(partition, KAFKA_TIMEOUT) < end)
            for (var waiting : waitingAmong(poll(), end)) if (!action.test(waiting)) return false;
        consumer.seek(partition, end);
        return true;
    }

    /** Returns the oldest one with this id, subject or {@code @<offset>}. */
    Optional<Waiting> find(String reference) {
        var found = new AtomicReference<@Nullable Waiting>();
        seekToOldest();
        forEach(end(), waiting -> {
            if (waiting.is(reference)) found.set(waiting);
            return found.get() == null;
        });
        return Optional.ofNullable(found.get());
    }

    private List<ConsumerRecord<byte[], byte[]>> poll() {
        long before = consumer.position(partition, KAFKA_TIMEOUT);
        var records = consumer.poll(KAFKA_TIMEOUT).records(partition);
        if (records.isEmpty() && consumer.position(partition, KAFKA_TIMEOUT) == before)
            throw new TimeoutException("Kafka returned no record of %s within %d s".formatted(name, KAFKA_TIMEOUT.toSeconds()));
        return records;
    }

    private List<Waiting> waitingAmong(List<ConsumerRecord<byte[], byte[]>> records, long end) {
        var all = records.stream().filter(record -> record.offset() < end).map(record -> new Waiting(record, subject(record)))
                .toList();
        var oldestBySubject = parked.oldestBySubject(name, all.stream().map(Waiting::subject).collect(toSet()));
        return all.stream().filter(each -> each.record().offset() >= oldestBySubject.getOrDefault(each.subject(), next)).toList();
    }

    private String subject(ConsumerRecord<byte[], byte[]> record) {
        var subject = Subject.of(record, wholeStates);
        return subject.equals(Subject.NONE) ? "@" + record.offset() : subject;
    }

    @Override
    public void close() {
        consumer.close();
    }
}
