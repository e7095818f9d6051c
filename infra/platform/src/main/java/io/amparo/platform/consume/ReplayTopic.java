package io.amparo.platform.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.platform.consume.DeadLetters.ReplayHandler;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.KafkaHeaders;

/**
 * Replays dead letters of a consumer group that has no function to call, such as Kafka Streams: copies them to a topic from which
 * the group consumes them once more. The copy names the original topic and the dead letter, and has no other header of a dead
 * letter. Whether the group has applied a copy is known when it has committed its offset.
 */
final class ReplayTopic implements ReplayHandler {
    private static final Duration DECISION_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration CHECK_INTERVAL = Duration.ofMillis(100);
    private static final int KAFKA_SECONDS = 5;

    private final String group;
    private final String replayTopic;
    private final KafkaProperties kafka;
    private final Consumer<ConsumerRecord<byte[], byte[]>> check;
    private final KafkaTemplate<byte[], byte[]> template;

    /** @param check throws if a dead letter still cannot be decoded; it is not copied then */
    ReplayTopic(String group, String replayTopic, KafkaProperties kafka, Consumer<ConsumerRecord<byte[], byte[]>> check) {
        this.group = group;
        this.replayTopic = replayTopic;
        this.kafka = kafka;
        this.check = check;
        this.template = DeadLetterTopics.bytesTemplate(kafka);
    }

    @Override
    public void handle(String topic, ConsumerRecord<byte[], byte[]> deadLetter) {
        check.accept(deadLetter);
        send(deadLetter, deadLetter.value(),
                headers(topic, deadLetter).add(DeadLetterTopics.REPLAY_OF, Long.toString(deadLetter.offset()).getBytes(UTF_8)));
    }

    /** Lets the group forget that events of a subject wait: the last of its dead letters is dropped. */
    void release(String topic, ConsumerRecord<byte[], byte[]> dropped) {
        send(dropped, new byte[0], headers(topic, dropped).add(DeadLetterTopics.RELEASED, new byte[0]));
    }

    private static Headers headers(String topic, ConsumerRecord<byte[], byte[]> deadLetter) {
        return DeadLetterTopics.withoutDeadLetterHeaders(new RecordHeaders(deadLetter.headers()))
                .add(KafkaHeaders.DLT_ORIGINAL_TOPIC, topic.getBytes(UTF_8));
    }

    private void send(ConsumerRecord<byte[], byte[]> deadLetter, byte @Nullable [] value, Headers headers) {
        template.send(new ProducerRecord<>(replayTopic, null, deadLetter.timestamp(), deadLetter.key(), value, headers)).join();
    }

    /** Waits until the group has consumed all copies, at most 10 s. Returns false if it has not, or if Kafka does not answer. */
    boolean awaitDecision() {
        try (var admin = Admin.create(kafka.buildAdminProperties())) {
            var ends = ends(admin);
            for (long end = System.nanoTime() + DECISION_TIMEOUT.toNanos(); System.nanoTime() < end;) {
                if (hasConsumed(admin, ends)) return true;
                LockSupport.parkNanos(CHECK_INTERVAL.toNanos());
            }
            return false;
        } catch (ExecutionException | TimeoutException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ends(Admin admin)
            throws InterruptedException, ExecutionException, TimeoutException {
        var partitions = admin.describeTopics(List.of(replayTopic)).allTopicNames().get(KAFKA_SECONDS, TimeUnit.SECONDS)
                .get(replayTopic).partitions();
        return admin
                .listOffsets(partitions.stream().map(each -> new TopicPartition(replayTopic, each.partition()))
                        .collect(Collectors.toMap(each -> each, _ -> OffsetSpec.latest())))
                .all().get(KAFKA_SECONDS, TimeUnit.SECONDS);
    }

    private boolean hasConsumed(Admin admin, Map<TopicPartition, ListOffsetsResultInfo> ends)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, @Nullable OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata().get(KAFKA_SECONDS, TimeUnit.SECONDS);
        return ends.entrySet().stream().allMatch(end -> {
            var offset = committed.get(end.getKey());
            return end.getValue().offset() == 0 || offset != null && offset.offset() >= end.getValue().offset();
        });
    }
}
