package io.amparo.platform.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.platform.LogText;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.support.KafkaHeaders;

/** The topics of dead letters: names, limits, headers. */
public final class DeadLetterTopics {
    static final String HEADER_PREFIX = "kafka_dlt-";
    private static final String SUFFIX = ".dlt";
    /** Size limit of a dead letter, 2 MiB: the largest record that Kafka accepts by default (1 MiB) and its exception headers. */
    private static final int MAX_BYTES = 2 * 1024 * 1024;
    private static final int MAX_EXCEPTION_HEADER_BYTES = 4 * 1024;
    private static final String EXCEPTION_HEADER_PREFIX = HEADER_PREFIX + "exception";
    static final String ROOT_CAUSE = EXCEPTION_HEADER_PREFIX + "-root-cause";
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

    /** Adds class and message of the deepest cause; the other exception headers describe the exceptions around it. */
    public static Headers addRootCause(Headers headers, Throwable failure) {
        return headers.remove(ROOT_CAUSE).add(ROOT_CAUSE, LogText.rootCause(failure).getBytes(UTF_8));
    }

    /** Truncates the exception headers of a dead letter to 4 KiB each. A stack trace may repeat the whole record. */
    public static Headers truncateHeaders(Headers headers) {
        for (var header : headers.toArray())
            if (header.key().startsWith(EXCEPTION_HEADER_PREFIX) && header.value() != null
                    && header.value().length > MAX_EXCEPTION_HEADER_BYTES)
                headers.remove(header.key()).add(header.key(), Arrays.copyOf(header.value(), MAX_EXCEPTION_HEADER_BYTES));
        return headers;
    }

    /** Removes the dead letter headers that a record brought along: its producer may have set any value. */
    public static Headers withoutDeadLetterHeaders(Headers headers) {
        for (var header : headers.toArray()) if (header.key().startsWith(HEADER_PREFIX)) headers.remove(header.key());
        return headers;
    }

    /** Returns the partition from which the record of a dead letter came; null if it is unknown. */
    static @Nullable Integer originalPartition(ConsumerRecord<byte[], byte[]> deadLetter) {
        var header = deadLetter.headers().lastHeader(KafkaHeaders.DLT_ORIGINAL_PARTITION);
        return header == null || header.value().length != Integer.BYTES ? null : ByteBuffer.wrap(header.value()).getInt();
    }

    private DeadLetterTopics() {}
}
