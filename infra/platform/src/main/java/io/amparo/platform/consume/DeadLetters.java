package io.amparo.platform.consume;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.cloud.function.context.FunctionCatalog;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Gives this service its dead letters again, in their order, through the very function that failed: nobody else hears them
 * twice. Stops at the first that fails again, which stays where it is. Safe to repeat, because every effect is idempotent.
 */
@Endpoint(id = "deadletters")
public class DeadLetters {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** How many went through, and how many are still there. */
    public record Replayed(String topic, int replayed, long left) {}

    private final Map<String, String> functionOf;
    private final FunctionCatalog functions;
    private final Map<String, Object> consumerSettings;
    private final String group;

    DeadLetters(Map<String, String> functionOf, FunctionCatalog functions, Map<String, Object> consumerSettings, String group) {
        this.functionOf = functionOf;
        this.functions = functions;
        this.consumerSettings = consumerSettings;
        this.group = group;
    }

    static String topicOf(String topic, String group) {
        return topic + "." + group + ".dlt";
    }

    /** Each input's topic with the name of the function that reads it. */
    static Map<String, String> inputs(BindingServiceProperties bindings) {
        return bindings.getBindings().entrySet().stream().filter(binding -> binding.getKey().endsWith("-in-0"))
                .collect(toMap(binding -> binding.getValue().getDestination(), binding -> binding.getKey().replace("-in-0", ""),
                        (a, b) -> a));
    }

    @WriteOperation
    public synchronized Replayed replay(@Selector String topic) {
        var function = functionOf.get(topic);
        if (function == null) throw new NoSuchElementException(group + " does not read " + topic);
        var letters = new TopicPartition(topicOf(topic, group), 0);
        var settings = new HashMap<>(consumerSettings);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, group + ".replay");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(letters));
            return replay(topic, functions.lookup(Consumer.class, function), consumer, letters);
        }
    }

    private Replayed replay(String topic, Consumer<Message<byte[]>> function, KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition letters) {
        long end = consumer.endOffsets(List.of(letters), PATIENCE).get(letters);
        int replayed = 0;
        while (consumer.position(letters, PATIENCE) < end) {
            for (var letter : consumer.poll(PATIENCE)) {
                try {
                    function.accept(message(letter));
                } catch (RuntimeException stillBroken) {
                    return new Replayed(topic, replayed, end - letter.offset());
                }
                replayed++;
                consumer.commitSync(Map.of(letters, new OffsetAndMetadata(letter.offset() + 1)));
            }
        }
        return new Replayed(topic, replayed, 0);
    }

    private static Message<byte[]> message(ConsumerRecord<byte[], byte[]> letter) {
        var message = MessageBuilder.withPayload(letter.value());
        letter.headers().forEach(header -> message.setHeader(header.key(), header.value()));
        return message.build();
    }
}
