package io.amparo.platform.consume;

import static java.util.stream.Collectors.toMap;

import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.cloud.function.context.FunctionCatalog;
import org.springframework.cloud.stream.config.BindingServiceProperties;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Gives this service its dead letters again, in their order, through the very reader that failed: nobody else hears them twice.
 * Stops at the first that fails again, which stays where it is. Safe to repeat, because every effect is idempotent.
 */
@Endpoint(id = "deadletters")
public class DeadLetters {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** Of a letter, in bytes: the largest event that Kafka takes by default, with what is said of it. */
    private static final int LARGEST = 2 * 1024 * 1024;
    private static final int LARGEST_REASON = 4 * 1024;
    private static final String REASONS = "kafka_dlt-exception";

    /** How many went through, and how many are still there. */
    public record Replayed(String topic, int replayed, int left) {}

    /** A group that sets letters of these topics aside, and how it reads one of them again; fails if that fails. */
    public record Reader(String group, Set<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> again) {}

    private final String group;
    private final List<Reader> readers;
    private final Map<String, Object> consumerSettings;

    /** @param group whose letters are meant where none is named */
    DeadLetters(String group, List<Reader> readers, Map<String, Object> consumerSettings) {
        this.group = group;
        this.readers = readers;
        this.consumerSettings = consumerSettings;
    }

    /** One that hands the letters of a topic to the function that reads it. */
    static Reader throughFunction(String group, String topic, Input input, FunctionCatalog functions) {
        return new Reader(group, Set.of(topic), letter -> functions.<Consumer<Message<?>>>lookup(Consumer.class, input.function())
                .accept(message(letter, input.inBatches())));
    }

    public static String topicOf(String topic, String group) {
        return topic + "." + group + ".dlt";
    }

    /** Where a group sets aside what it cannot read of a topic. */
    public static NewTopic newTopic(String topic, String group, short replicas) {
        return holdingLetters(new NewTopic(topicOf(topic, group), 1, replicas).configs(Map.of()));
    }

    /** This topic, for letters too: each is larger than the event that it was. */
    public static NewTopic holdingLetters(NewTopic topic) {
        var configs = new HashMap<>(topic.configs());
        configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, String.valueOf(LARGEST));
        return topic.configs(configs);
    }

    /** Sends letters as they are. */
    public static KafkaTemplate<byte[], byte[]> sender(KafkaProperties kafka) {
        var settings = kafka.buildProducerProperties();
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST);
        return new KafkaTemplate<>(
                new DefaultKafkaProducerFactory<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** Cuts what a letter says of its failure to what it has room for: a trace may repeat the event. */
    public static Headers cut(Headers headers) {
        for (var header : headers.toArray())
            if (header.key().startsWith(REASONS) && header.value() != null && header.value().length > LARGEST_REASON)
                headers.remove(header.key()).add(header.key(), Arrays.copyOf(header.value(), LARGEST_REASON));
        return headers;
    }

    /** The function that reads a topic. */
    record Input(String function, boolean inBatches) {}

    /** Each input by its topic. */
    static Map<String, Input> inputs(BindingServiceProperties bindings) {
        return bindings.getBindings().entrySet().stream().filter(binding -> binding.getKey().endsWith("-in-0"))
                .collect(toMap(binding -> binding.getValue().getDestination(),
                        binding -> new Input(binding.getKey().replace("-in-0", ""),
                                binding.getValue().getConsumer() != null && binding.getValue().getConsumer().isBatchMode()),
                        (a, b) -> a));
    }

    @WriteOperation
    public synchronized Replayed replay(@Selector String topic, @Nullable String group) {
        var whose = group == null ? this.group : group;
        var reader = readers.stream().filter(each -> each.group().equals(whose) && each.topics().contains(topic)).findFirst()
                .orElseThrow(() -> new NoSuchElementException(whose + " does not read " + topic));
        var letters = new TopicPartition(topicOf(topic, whose), 0);
        var settings = new HashMap<>(consumerSettings);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, whose + ".replay");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(letters));
            return replay(topic, reader, consumer, letters);
        }
    }

    private static Replayed replay(String topic, Reader reader, KafkaConsumer<byte[], byte[]> consumer, TopicPartition letters) {
        long end = consumer.endOffsets(List.of(letters), PATIENCE).get(letters);
        int replayed = 0;
        int left = 0;
        while (consumer.position(letters, PATIENCE) < end) {
            for (var letter : consumer.poll(PATIENCE)) {
                // A letter that became one again meanwhile is for the next time.
                if (letter.offset() >= end) continue;
                if (left > 0 || !read(reader, letter)) {
                    left++; // counted, not computed: an offset may be a transaction's mark
                } else {
                    replayed++;
                    consumer.commitSync(Map.of(letters, new OffsetAndMetadata(letter.offset() + 1)));
                }
            }
        }
        return new Replayed(topic, replayed, left);
    }

    private static boolean read(Reader reader, ConsumerRecord<byte[], byte[]> letter) {
        try {
            reader.again().accept(letter);
            return true;
        } catch (RuntimeException stillBroken) {
            return false;
        }
    }

    private static Message<?> message(ConsumerRecord<byte[], byte[]> letter, boolean inBatches) {
        if (inBatches) return Batch.ofOne(letter.headers(), letter.value());
        var message = MessageBuilder.withPayload(letter.value());
        letter.headers().forEach(header -> message.setHeader(header.key(), header.value()));
        return message.build();
    }
}
