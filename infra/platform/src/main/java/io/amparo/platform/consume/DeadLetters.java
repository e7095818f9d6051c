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
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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
 * Actuator endpoint that replays the dead letters of this service, in order, through the handler that failed. Other consumer
 * groups do not receive them. The replay stops at the first dead letter that fails again; that one and all after it remain. A
 * replay is safe to repeat, because every effect is idempotent.
 */
@Endpoint(id = "deadletters")
public class DeadLetters {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetters.class);
    private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(5);
    /** Size limit of a dead letter, 2 MiB: the largest record that Kafka accepts by default (1 MiB) and its exception headers. */
    private static final int MAX_BYTES = 2 * 1024 * 1024;
    private static final int MAX_EXCEPTION_HEADER_BYTES = 4 * 1024;
    private static final String EXCEPTION_HEADER_PREFIX = "kafka_dlt-exception";

    /** Result of a replay: how many dead letters succeeded, and how many remain. */
    public record ReplayResponse(String topic, int replayed, int remaining) {}

    /**
     * Replays the dead letters of one consumer group.
     *
     * @param topics topics whose records the group parks
     * @param replayHandler handles one dead letter; throws if it fails again
     */
    public record Replayer(String group, Set<String> topics, Consumer<ConsumerRecord<byte[], byte[]>> replayHandler) {}

    private final String group;
    private final List<Replayer> replayers;
    private final Map<String, Object> consumerSettings;

    DeadLetters(String group, List<Replayer> replayers, Map<String, Object> consumerSettings) {
        this.group = group;
        this.replayers = replayers;
        this.consumerSettings = consumerSettings;
    }

    /** Returns a replayer that passes the dead letters of a topic to the function that consumes this topic. */
    static Replayer throughFunction(String group, String topic, Input input, FunctionCatalog functions) {
        return new Replayer(group, Set.of(topic), deadLetter -> functions
                .<Consumer<Message<?>>>lookup(Consumer.class, input.function()).accept(message(deadLetter, input.inBatches())));
    }

    /**
     * Returns a replayer that copies dead letters to a topic from which the group consumes them once more.
     *
     * @param check throws if a dead letter still cannot be decoded; it is not copied then
     */
    public static Replayer throughTopic(String group, Set<String> topics, String replayTopic, KafkaProperties kafka,
            Consumer<ConsumerRecord<byte[], byte[]>> check) {
        var template = bytesTemplate(kafka);
        return new Replayer(group, topics, deadLetter -> {
            check.accept(deadLetter);
            template.send(new ProducerRecord<>(replayTopic, null, deadLetter.timestamp(), deadLetter.key(), deadLetter.value(),
                    deadLetter.headers())).join();
        });
    }

    /** Returns the name of the dead letter topic of a topic and a consumer group. */
    public static String topicOf(String topic, String group) {
        return topic + "." + group + ".dlt";
    }

    /** Returns the declaration of a dead letter topic: 1 partition, records of at most 2 MiB. */
    public static NewTopic newTopic(String topic, String group, short replicas) {
        return withDeadLetterLimits(new NewTopic(topicOf(topic, group), 1, replicas).configs(Map.of()));
    }

    /** Raises the record limit to 2 MiB: a dead letter is larger than its original record. */
    public static NewTopic withDeadLetterLimits(NewTopic topic) {
        var configs = new HashMap<>(topic.configs());
        configs.put(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(MAX_BYTES));
        return topic.configs(configs);
    }

    /** Returns a template that sends records as bytes, at most 2 MiB each. */
    static KafkaTemplate<byte[], byte[]> bytesTemplate(KafkaProperties kafka) {
        var settings = kafka.buildProducerProperties();
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_BYTES);
        return new KafkaTemplate<>(
                new DefaultKafkaProducerFactory<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
    }

    /** Truncates the exception headers of a dead letter to 4 KiB each. A stack trace may repeat the whole record. */
    public static Headers truncateHeaders(Headers headers) {
        for (var header : headers.toArray())
            if (header.key().startsWith(EXCEPTION_HEADER_PREFIX) && header.value() != null
                    && header.value().length > MAX_EXCEPTION_HEADER_BYTES)
                headers.remove(header.key()).add(header.key(), Arrays.copyOf(header.value(), MAX_EXCEPTION_HEADER_BYTES));
        return headers;
    }

    /** The function that consumes a topic. */
    record Input(String function, boolean inBatches) {}

    /** Returns the input bindings by topic. */
    static Map<String, Input> inputs(BindingServiceProperties bindings) {
        return bindings.getBindings().entrySet().stream().filter(binding -> binding.getKey().endsWith("-in-0"))
                .collect(toMap(binding -> binding.getValue().getDestination(),
                        binding -> new Input(binding.getKey().replace("-in-0", ""),
                                binding.getValue().getConsumer() != null && binding.getValue().getConsumer().isBatchMode()),
                        (a, b) -> a));
    }

    /**
     * Replays the dead letters of a topic.
     *
     * @param group consumer group; null for the one of this service
     * @throws NoSuchElementException if the group does not consume the topic
     */
    @WriteOperation
    public synchronized ReplayResponse replay(@Selector String topic, @Nullable String group) {
        var consumerGroup = group == null ? this.group : group;
        var replayer = replayers.stream().filter(each -> each.group().equals(consumerGroup) && each.topics().contains(topic))
                .findFirst().orElseThrow(() -> new NoSuchElementException(consumerGroup + " does not consume " + topic));
        var partition = new TopicPartition(topicOf(topic, consumerGroup), 0);
        var settings = new HashMap<>(consumerSettings);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, consumerGroup + ".replay");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            return replay(topic, replayer, consumer, partition);
        }
    }

    private static ReplayResponse replay(String topic, Replayer replayer, KafkaConsumer<byte[], byte[]> consumer,
            TopicPartition partition) {
        long end = consumer.endOffsets(List.of(partition), KAFKA_TIMEOUT).get(partition);
        int replayed = 0;
        int remaining = 0;
        while (consumer.position(partition, KAFKA_TIMEOUT) < end) {
            for (var deadLetter : consumer.poll(KAFKA_TIMEOUT)) {
                // A dead letter that was parked again during this replay belongs to the next replay.
                if (deadLetter.offset() >= end) continue;
                if (remaining > 0 || !tryReplay(replayer, deadLetter)) {
                    remaining++; // counted, because an offset may belong to a transaction marker
                } else {
                    replayed++;
                    consumer.commitSync(Map.of(partition, new OffsetAndMetadata(deadLetter.offset() + 1)));
                }
            }
        }
        return new ReplayResponse(topic, replayed, remaining);
    }

    private static boolean tryReplay(Replayer replayer, ConsumerRecord<byte[], byte[]> deadLetter) {
        try {
            replayer.replayHandler().accept(deadLetter);
            return true;
        } catch (RuntimeException e) {
            LOG.warn("Replay stopped at dead letter {}@{}", deadLetter.topic(), deadLetter.offset(), e);
            return false;
        }
    }

    private static Message<?> message(ConsumerRecord<byte[], byte[]> deadLetter, boolean inBatches) {
        if (inBatches) return Batch.ofOne(deadLetter.headers(), deadLetter.value());
        var message = MessageBuilder.withPayload(deadLetter.value());
        deadLetter.headers().forEach(header -> message.setHeader(header.key(), header.value()));
        return message.build();
    }
}
