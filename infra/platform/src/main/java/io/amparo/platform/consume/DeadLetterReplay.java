package io.amparo.platform.consume;

import io.amparo.platform.consume.DeadLetters.Replayer;
import io.amparo.platform.consume.DeadLetters.ReplayResponse;
import io.amparo.platform.consume.ParkedSubjects.Position;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replays dead letters in order, from the oldest that was not replayed. The dead letters of each subject stay in order: after one
 * that fails, those of its subject remain, and those of other subjects continue. A subject is un-parked with its last dead
 * letter.
 */
final class DeadLetterReplay {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterReplay.class);
    private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(5);
    /** Rounds in which a replay follows the events that are parked during the replay. */
    private static final int MAX_ROUNDS = 20;
    /** Failed subjects that are held in memory; with the last of them, the replay ends. */
    private static final int MAX_FAILED_SUBJECTS = 10_000;

    private final ParkedSubjects parked;
    private final Predicate<String> compacted;
    private final Map<String, Object> consumerSettings;

    DeadLetterReplay(ParkedSubjects parked, Predicate<String> compacted, Map<String, Object> consumerSettings) {
        this.parked = parked;
        this.compacted = compacted;
        this.consumerSettings = new HashMap<>(consumerSettings);
        this.consumerSettings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        this.consumerSettings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.consumerSettings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        this.consumerSettings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
    }

    /** @param discard subject whose oldest dead letter counts as replayed without being handled; null for none */
    ReplayResponse run(String topic, Replayer replayer, @Nullable String discard) {
        try (var consumer = new KafkaConsumer<>(consumerSettings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return new Run(topic, replayer, discard, consumer).toEnd();
        }
    }

    /** One replay of one dead letter topic. */
    private final class Run {
        private final String topic;
        private final Replayer replayer;
        private final KafkaConsumer<byte[], byte[]> consumer;
        private final String deadLetters;
        private final TopicPartition partition;
        private final Set<String> failedSubjects = new HashSet<>();
        private @Nullable String discard;
        private Position position;
        private int replayed;
        private int remaining;

        Run(String topic, Replayer replayer, @Nullable String discard, KafkaConsumer<byte[], byte[]> consumer) {
            this.topic = topic;
            this.replayer = replayer;
            this.discard = discard;
            this.consumer = consumer;
            this.deadLetters = DeadLetterTopics.nameOf(topic, replayer.group());
            this.partition = new TopicPartition(deadLetters, 0);
            this.position = parked.begin(deadLetters);
        }

        ReplayResponse toEnd() {
            consumer.assign(List.of(partition));
            long end = end();
            if (position.next() > end) position = parked.restart(deadLetters, position);
            long oldest = Math.min(position.next(), parked.oldest(deadLetters).orElse(position.next()));
            consumer.seek(partition, Math.max(oldest, consumer.beginningOffsets(List.of(partition)).get(partition)));
            for (int round = 0; round < MAX_ROUNDS && consumer.position(partition, KAFKA_TIMEOUT) < end; round++) {
                if (!upTo(end)) break;
                // What an asynchronous handler parks belongs to the next replay: it may be a dead letter of this one.
                if (replayer.isSynchronous()) end = end();
            }
            parked.forgetSuperseded(deadLetters, position.next());
            return new ReplayResponse(topic, replayed, remaining);
        }

        private long end() {
            return consumer.endOffsets(List.of(partition), KAFKA_TIMEOUT).get(partition);
        }

        /** Returns false if the replay ends before, because another one has begun or too many subjects failed. */
        private boolean upTo(long end) {
            while (consumer.position(partition, KAFKA_TIMEOUT) < end)
                for (var deadLetter : consumer.poll(KAFKA_TIMEOUT)) {
                    if (deadLetter.offset() >= end) {
                        consumer.seek(partition, end);
                    } else if (failedSubjects.size() >= MAX_FAILED_SUBJECTS) {
                        remaining += (int) (end - deadLetter.offset());
                        return false;
                    } else if (!visit(deadLetter)) {
                        return false;
                    }
                }
            return true;
        }

        private boolean visit(ConsumerRecord<byte[], byte[]> deadLetter) {
            var subject = subjectOf(deadLetter);
            var found = parked.find(deadLetters, subject);
            boolean open = deadLetter.offset() >= found.map(ParkedSubjects.Parked::from).orElse(position.next());
            boolean succeeded = open && !failedSubjects.contains(subject)
                    && (isDiscarded(subject, deadLetter) || tryReplay(deadLetter));
            if (open && !succeeded) {
                remaining++;
                // Recorded before the position moves on, which otherwise counts the dead letter as replayed.
                if (failedSubjects.add(subject) && found.isEmpty())
                    parked.park(deadLetters, DeadLetterTopics.originalPartition(deadLetter), subject, deadLetter.offset());
            }
            position = new Position(position.replay(), Math.max(position.next(), deadLetter.offset() + 1));
            if (!parked.advance(deadLetters, position)) {
                LOG.warn("Replay of {} ends at offset {}, because another one has begun", deadLetters, deadLetter.offset());
                return false;
            }
            if (succeeded) {
                replayed++;
                parked.replayed(deadLetters, subject, deadLetter.offset());
            }
            return true;
        }

        /** A dead letter without a subject has no order with others: its offset counts as its subject. */
        private String subjectOf(ConsumerRecord<byte[], byte[]> deadLetter) {
            var subject = Subject.of(deadLetter, compacted.test(topic));
            return subject.equals(Subject.NONE) ? "@" + deadLetter.offset() : subject;
        }

        /** Discards only the first one: the next dead letter of the subject may succeed. */
        private boolean isDiscarded(String subject, ConsumerRecord<byte[], byte[]> deadLetter) {
            if (!subject.equals(discard)) return false;
            discard = null;
            LOG.warn("Dead letter {}@{} is discarded on request; it stays in its topic", deadLetters, deadLetter.offset());
            return true;
        }

        private boolean tryReplay(ConsumerRecord<byte[], byte[]> deadLetter) {
            try {
                replayer.replayHandler().handle(topic, deadLetter);
                return true;
            } catch (RuntimeException e) {
                // Ends the replay at this dead letter: the next ones would fail too.
                if (TransientFailure.is(e)) throw e;
                LOG.warn("Dead letter {}@{} failed in a replay; it remains, with those of its subject behind it", deadLetters,
                        deadLetter.offset(), e);
                return false;
            }
        }
    }
}
