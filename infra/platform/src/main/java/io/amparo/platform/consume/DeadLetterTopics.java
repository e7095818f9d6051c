package io.amparo.platform.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.platform.LogText;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.KafkaHeaders;

/** The topics of dead letters: names, limits, headers. */
public final class DeadLetterTopics {
    static final String HEADER_PREFIX = "kafka_dlt-";
    /**
     * Offset of the dead letter of which a record of a replay topic is a copy. The consumer keeps it if it parks the copy again.
     */
    public static final String REPLAY_OF = HEADER_PREFIX + "replay-of";
    /** On a record of a replay topic without a value: no dead letter of this subject waits any more. */
    public static final String RELEASED = HEADER_PREFIX + "released";
    private static final String SUFFIX = ".dlt";
    /** Size limit of a dead letter, 2 MiB: the largest record that Kafka accepts by default (1 MiB) and its exception headers. */
    private static final int MAX_BYTES = 2 * 1024 * 1024;
    private static final int MAX_EXCEPTION_HEADER_BYTES = 4 * 1024;
    private static final String EXCEPTION_HEADER_PREFIX = HEADER_PREFIX + "exception";
    /** A quoted text, except the name of a field in a reference chain: {@code ["name"]}. */
    private static final Pattern QUOTED_VALUE = Pattern.compile("(?<!\\[)\"[^\"]*\"");
    private static final String KEEP = "-1";

    /** Returns the name of the dead letter topic of a topic and a consumer group. */
    public static String nameOf(String topic, String group) {
        return topic + "." + group + SUFFIX;
    }

    static boolean isName(String topic) {
        return topic.endsWith(SUFFIX);
    }

    /** Returns the declaration of a dead letter topic: 1 partition, records of at most 2 MiB, kept until they are deleted. */
    public static NewTopic newTopic(String topic, String group, short replicas) {
        var declared = withDeadLetterLimits(new NewTopic(nameOf(topic, group), 1, replicas));
        declared.configs().put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        declared.configs().put(TopicConfig.RETENTION_MS_CONFIG, KEEP);
        declared.configs().put(TopicConfig.RETENTION_BYTES_CONFIG, KEEP);
        return declared;
    }

    /** Raises the record limit to 2 MiB: a dead letter is larger than its original record. */
    public static NewTopic withDeadLetterLimits(NewTopic topic) {
        var configs = new HashMap<String, String>();
        if (topic.configs() != null) configs.putAll(topic.configs());
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

    /** Returns a consumer without a group, which stores no offsets. */
    static KafkaConsumer<byte[], byte[]> consumer(KafkaProperties kafka) {
        var settings = kafka.buildConsumerProperties();
        settings.remove(ConsumerConfig.GROUP_ID_CONFIG);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /**
     * Truncates the exception headers of a dead letter to 4 KiB each, because a stack trace may repeat the whole record, and
     * replaces e-mail addresses in them: no header has one.
     */
    public static Headers limitExceptionHeaders(Headers headers) {
        for (var header : headers.toArray())
            if (header.key().startsWith(EXCEPTION_HEADER_PREFIX) && header.value() != null)
                headers.remove(header.key()).add(header.key(), limited(header.value()));
        return headers;
    }

    private static byte[] limited(byte[] text) {
        var limited = Arrays.copyOf(text, Math.min(text.length, MAX_EXCEPTION_HEADER_BYTES));
        return LogText.withoutEmail(new String(limited, UTF_8)).getBytes(UTF_8);
    }

    /** Removes the dead letter headers that a record brought along: its producer may have set any value. */
    public static Headers withoutDeadLetterHeaders(Headers headers) {
        for (var header : headers.toArray()) if (header.key().startsWith(HEADER_PREFIX)) headers.remove(header.key());
        return headers;
    }

    /** Returns the text of a header. */
    static Optional<String> text(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name)).map(Header::value).map(value -> new String(value, UTF_8));
    }

    /** Returns class and message of the deepest cause, without the values that the message quotes: they may be personal. */
    static String reason(Headers headers) {
        return LogText.of(withoutValues(text(headers, KafkaHeaders.DLT_EXCEPTION_FQCN).orElse("unknown")
                + text(headers, KafkaHeaders.DLT_EXCEPTION_MESSAGE).map(": "::concat).orElse("")));
    }

    /** As {@link #reason(Headers)}. */
    static String reason(Throwable failure) {
        return LogText.of(withoutValues(LogText.rootCauseOf(failure).toString()));
    }

    private static String withoutValues(String message) {
        return QUOTED_VALUE.matcher(message).replaceAll(quoted -> "\"(%d characters)\"".formatted(quoted.group().length() - 2));
    }

    /** Returns topic, partition and offset of the record of a dead letter. */
    static Optional<String> origin(Headers headers) {
        var partition = headers.lastHeader(KafkaHeaders.DLT_ORIGINAL_PARTITION);
        var offset = headers.lastHeader(KafkaHeaders.DLT_ORIGINAL_OFFSET);
        if (!hasLength(partition, Integer.BYTES) || !hasLength(offset, Long.BYTES)) return Optional.empty();
        return text(headers, KafkaHeaders.DLT_ORIGINAL_TOPIC).map(topic -> topic + "-"
                + ByteBuffer.wrap(partition.value()).getInt() + "@" + ByteBuffer.wrap(offset.value()).getLong());
    }

    /** Returns the partition from which the record of a dead letter came; null if it is unknown. */
    static @Nullable Integer originalPartition(ConsumerRecord<byte[], byte[]> deadLetter) {
        var header = deadLetter.headers().lastHeader(KafkaHeaders.DLT_ORIGINAL_PARTITION);
        return hasLength(header, Integer.BYTES) ? ByteBuffer.wrap(header.value()).getInt() : null;
    }

    private static boolean hasLength(@Nullable Header header, int bytes) {
        return header != null && header.value() != null && header.value().length == bytes;
    }

    private DeadLetterTopics() {}
}
