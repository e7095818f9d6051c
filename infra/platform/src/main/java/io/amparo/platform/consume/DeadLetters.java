package io.amparo.platform.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.platform.consume.DeadLetterOperations.DropResponse;
import io.amparo.platform.consume.DroppedDeadLetters.Dropped;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.support.KafkaHeaders;

/**
 * Actuator endpoint that lists the dead letters of this service and replays them, in order, through the handler that failed.
 * Other consumer groups do not receive them. A dead letter that fails once more remains, and those of the same subject behind it.
 * A replay is safe to repeat, because every effect is idempotent.
 */
@Endpoint(id = "deadletters")
public class DeadLetters {

    /** All topics with their waiting dead letters, and the newest dropped ones. */
    record TopicsResponse(List<DeadLetterCount> topics, List<Dropped> dropped) {}

    /** @param next value of {@code after} for the next page; null on the last one */
    record PageResponse(List<DeadLetterResponse> deadLetters, @Nullable Long next) {}

    /** One dead letter that a replay passed to its handler; {@code failure} is null if it succeeded. */
    record Attempt(DeadLetterResponse deadLetter, @Nullable String failure) {}

    /**
     * Result of a replay: how many dead letters succeeded, and how many remain.
     *
     * @param attempts the first 1,000
     * @param ended why the replay ended early; null if it came to the end
     */
    record ReplayResponse(String topic, int replayed, int remaining, List<Attempt> attempts, @Nullable String ended) {}

    /** Why a request has no result. */
    record FailureResponse(String message) {}

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

    private final DeadLetterOperations operations;

    DeadLetters(DeadLetterOperations operations) {
        this.operations = operations;
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

    @ReadOperation
    WebEndpointResponse<Object> topics() {
        return response(() -> new TopicsResponse(operations.counts(), operations.dropped()));
    }

    /**
     * Lists at most 100 dead letters of a topic, oldest first.
     *
     * @param group consumer group; null for the one of this service
     * @param only id of an event, subject, or {@code @<offset>}; null for all
     * @param after offset after which the page begins
     */
    @ReadOperation
    WebEndpointResponse<Object> list(@Selector String topic, @Nullable String group, @Nullable String only,
            @Nullable Long after) {
        return response(() -> operations.list(topic, group, only, after == null ? -1 : after));
    }

    /** @param payload whether headers and payload are complete; without, personal data is left out */
    @ReadOperation
    WebEndpointResponse<Object> show(@Selector String topic, @Selector long offset, @Nullable String group,
            @Nullable Boolean payload) {
        return response(() -> operations.show(topic, group, offset, Boolean.TRUE.equals(payload)));
    }

    /**
     * Replays the dead letters of a topic.
     *
     * @param group consumer group; null for the one of this service
     * @param only id of an event, subject, or {@code @<offset>} to which the replay is limited; null for all
     * @throws NoSuchElementException if the group does not consume the topic
     */
    @WriteOperation
    WebEndpointResponse<Object> replay(@Selector String topic, @Nullable String group, @Nullable String only) {
        return response(() -> operations.replay(topic, group, only));
    }

    /** Drops a dead letter, which is not replayed any more. It must be the oldest of its subject. It stays in its topic. */
    @DeleteOperation
    WebEndpointResponse<Object> drop(@Selector String topic, @Selector long offset, @Nullable String group, String reason,
            SecurityContext caller) {
        var by = caller.getPrincipal() == null ? "unknown" : caller.getPrincipal().getName();
        return response(() -> operations.drop(topic, group, offset, reason, by));
    }

    private static WebEndpointResponse<Object> response(Supplier<Object> operation) {
        try {
            var result = operation.get();
            return new WebEndpointResponse<>(result, switch (result) {
                case ReplayResponse replay when replay.ended() != null -> WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE;
                case DropResponse drop when !drop.dropped() -> 409;
                default -> WebEndpointResponse.STATUS_OK;
            });
        } catch (RetriableException e) {
            return new WebEndpointResponse<>(new FailureResponse("Kafka is unavailable: " + e.getMessage()),
                    WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
        }
    }
}
