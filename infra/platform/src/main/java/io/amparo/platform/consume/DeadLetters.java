package io.amparo.platform.consume;

import io.amparo.platform.consume.DeadLetterOperations.DropResponse;
import io.amparo.platform.consume.DroppedDeadLetters.Dropped;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;

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

    /** The newest 100 dropped ones of a topic and group. */
    record DroppedResponse(List<Dropped> dropped) {}

    /**
     * What became of a dead letter. FAILED: its handler failed again. PARKED: the consumer group that it was copied to has parked
     * it once more. UNDECIDED: that group has not consumed all copies yet.
     */
    enum Outcome {
        PROCESSED, FAILED, PARKED, UNDECIDED
    }

    /** One dead letter that a replay passed to its handler; {@code failure} is why it was not processed. */
    record Attempt(DeadLetterResponse deadLetter, Outcome outcome, @Nullable String failure) {}

    /**
     * Result of a replay: how many dead letters were processed, how many remain, and how many are not decided yet.
     *
     * @param attempts the first 1,000
     * @param ended why the replay ended early; null if it came to the end
     */
    record ReplayResponse(String topic, int replayed, int remaining, int undecided, List<Attempt> attempts,
            @Nullable String ended) {}

    /** Why a request has no result. */
    record FailureResponse(String message) {}

    /**
     * Replays the dead letters of one consumer group.
     *
     * @param topics topics whose records the group parks
     * @param replayHandler handles one dead letter of a topic; throws if it fails again
     */
    public record Replayer(String group, Set<String> topics, ReplayHandler replayHandler) {
        /** Returns the topic through which the group decides later; empty if the handler decides at once. */
        Optional<ReplayTopic> replayTopic() {
            return replayHandler instanceof ReplayTopic through ? Optional.of(through) : Optional.empty();
        }
    }

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
     * original topic in the header {@code kafka_dlt-original-topic} and its dead letter in {@code kafka_dlt-replay-of}.
     *
     * @param check throws if a dead letter still cannot be decoded; it is not copied then
     */
    public static Replayer throughTopic(String group, Set<String> topics, String replayTopic, KafkaProperties kafka,
            Consumer<ConsumerRecord<byte[], byte[]>> check) {
        return new Replayer(group, topics, new ReplayTopic(group, replayTopic, kafka, check));
    }

    @ReadOperation
    WebEndpointResponse<Object> topics() {
        return response(() -> new TopicsResponse(operations.counts(), operations.dropped(null, null)));
    }

    /**
     * Lists at most 100 dead letters of a topic, oldest first.
     *
     * @param group consumer group; null for the one of this service
     * @param only id of an event, subject, or {@code @<offset>}; null for all
     * @param after offset after which the page begins
     * @param dropped whether to list the newest 100 dropped ones instead
     */
    @ReadOperation
    WebEndpointResponse<Object> list(@Selector String topic, @Nullable String group, @Nullable String only, @Nullable Long after,
            @Nullable Boolean dropped) {
        return response(() -> Boolean.TRUE.equals(dropped)
                ? new DroppedResponse(operations.dropped(topic, group))
                : operations.list(topic, group, only, after == null ? -1 : after));
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
     */
    @WriteOperation
    WebEndpointResponse<Object> replay(@Selector String topic, @Nullable String group, @Nullable String only) {
        return response(() -> operations.replay(topic, group, only));
    }

    /**
     * Drops a dead letter, which is not replayed any more. It must be the oldest of its subject. It stays in its topic.
     *
     * @param following whether to drop all later ones of its subject too, which wait behind it
     */
    @DeleteOperation
    WebEndpointResponse<Object> drop(@Selector String topic, @Selector long offset, @Nullable String group, String reason,
            @Nullable Boolean following, SecurityContext caller) {
        var by = caller.getPrincipal() == null ? "unknown" : caller.getPrincipal().getName();
        return response(() -> operations.drop(topic, group, offset, reason, by, Boolean.TRUE.equals(following)));
    }

    private static WebEndpointResponse<Object> response(Supplier<Object> operation) {
        try {
            var result = operation.get();
            return new WebEndpointResponse<>(result, switch (result) {
                case ReplayResponse replay when replay.ended() != null -> WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE;
                case DropResponse drop when !drop.dropped() -> 409;
                default -> WebEndpointResponse.STATUS_OK;
            });
        } catch (NoSuchElementException e) {
            return new WebEndpointResponse<>(new FailureResponse(String.valueOf(e.getMessage())),
                    WebEndpointResponse.STATUS_NOT_FOUND);
        } catch (RetriableException e) {
            return new WebEndpointResponse<>(new FailureResponse("Kafka is unavailable: " + e.getMessage()),
                    WebEndpointResponse.STATUS_SERVICE_UNAVAILABLE);
        }
    }
}
