package io.amparo.platform.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.support.KafkaHeaders;

/**
 * Actuator endpoint that replays the dead letters of this service, in order, through the handler that failed. Other consumer
 * groups do not receive them. A dead letter that fails again remains, and those of the same subject behind it. A replay is safe
 * to repeat, because every effect is idempotent.
 */
@Endpoint(id = "deadletters")
public class DeadLetters {

    /** Result of a replay: how many dead letters succeeded, and how many remain. */
    public record ReplayResponse(String topic, int replayed, int remaining) {}

    /**
     * Replays the dead letters of one consumer group.
     *
     * @param topics topics whose records the group parks
     * @param isSynchronous whether a dead letter has been processed when the handler returns
     * @param replayHandler handles one dead letter of a topic; throws if it fails again
     */
    public record Replayer(String group, Set<String> topics, boolean isSynchronous, ReplayHandler replayHandler) {}

    /** Handles a dead letter of the given original topic. */
    public interface ReplayHandler {
        void handle(String topic, ConsumerRecord<byte[], byte[]> deadLetter);
    }

    private final String group;
    private final List<Replayer> replayers;
    private final DeadLetterReplay replay;

    DeadLetters(String group, List<Replayer> replayers, DeadLetterReplay replay) {
        this.group = group;
        this.replayers = replayers;
        this.replay = replay;
    }

    /**
     * Returns a replayer that copies dead letters to a topic from which the group consumes them once more. The copy names the
     * original topic in the header {@code kafka_dlt-original-topic} and has no other header of a dead letter.
     *
     * @param check throws if a dead letter still cannot be decoded; it is not copied then
     */
    public static Replayer throughTopic(String group, Set<String> topics, String replayTopic, KafkaProperties kafka,
            Consumer<ConsumerRecord<byte[], byte[]>> check) {
        var template = DeadLetterTopics.bytesTemplate(kafka);
        return new Replayer(group, topics, false, (topic, deadLetter) -> {
            check.accept(deadLetter);
            var headers = DeadLetterTopics.withoutDeadLetterHeaders(new RecordHeaders(deadLetter.headers()))
                    .add(KafkaHeaders.DLT_ORIGINAL_TOPIC, topic.getBytes(UTF_8));
            template.send(new ProducerRecord<>(replayTopic, null, deadLetter.timestamp(), deadLetter.key(), deadLetter.value(),
                    headers)).join();
        });
    }

    /**
     * Replays the dead letters of a topic.
     *
     * @param group consumer group; null for the one of this service
     * @param discard subject whose oldest dead letter is discarded instead of replayed, because it can never succeed, or
     *     {@code @<offset>} for a dead letter without a subject; null for none
     * @throws NoSuchElementException if the group does not consume the topic
     */
    @WriteOperation
    public synchronized ReplayResponse replay(@Selector String topic, @Nullable String group, @Nullable String discard) {
        var consumerGroup = group == null ? this.group : group;
        var replayer = replayers.stream().filter(each -> each.group().equals(consumerGroup) && each.topics().contains(topic))
                .findFirst().orElseThrow(() -> new NoSuchElementException(consumerGroup + " does not consume " + topic));
        return replay.run(topic, replayer, discard);
    }
}
