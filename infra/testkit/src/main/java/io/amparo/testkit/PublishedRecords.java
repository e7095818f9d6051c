package io.amparo.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.events.EventCodec;
import io.amparo.events.customer.CustomerEvent.ContractChanged;
import io.amparo.events.delivery.DeliveryEvent.DeliveryBounced;
import io.amparo.events.delivery.DeliveryEvent.DeliveryConfirmed;
import io.amparo.events.delivery.DeliveryEvent.DeliveryFailed;
import io.amparo.events.delivery.DeliveryEvent.DeliverySent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Checks every record that the tests of a class have published, also dead letters and the changelogs of state stores: no key,
 * header or body has an e-mail address, and the events of an aggregate in a partition have increasing sequences. Bodies may have
 * addresses only in events whose contract has a field for them, and in text that people wrote.
 */
final class PublishedRecords implements AfterAllCallback {
    private static final Pattern ADDRESS = Pattern.compile("[\\w.+-]+@[\\w-]+\\.[\\w.-]+");
    /** Types of the events that have addresses, wherever their records are: in their topic, parked, or replayed. */
    private static final Set<String> TYPES_WITH_ADDRESSES = Stream
            .of(ContractChanged.class, DeliverySent.class, DeliveryFailed.class, DeliveryConfirmed.class, DeliveryBounced.class)
            .map(EventCodec::typeOf).collect(Collectors.toUnmodifiableSet());
    /** Fields with text that people wrote. */
    private static final Set<String> FREE_TEXT = Set.of("subject", "body", "reason");
    private static final JsonMapper JSON = JsonMapper.shared();
    /** Source of the events that tests publish with sequences of their own. */
    private static final String TESTS = "/amparo/elsewhere";
    private static final Duration POLL_TIMEOUT = Duration.ofMillis(200);

    @Override
    public void afterAll(ExtensionContext context) {
        var prefix = SpringExtension.getApplicationContext(context).getEnvironment().getRequiredProperty("TOPIC_PREFIX");
        var records = records(prefix);
        assertThat(records.stream().flatMap(PublishedRecords::addresses)).as("addresses in keys, headers and bodies").isEmpty();
        assertThat(wrongSequences(
                records.stream().filter(each -> each.topic().matches(Pattern.quote(prefix) + "amparo\\.[\\w-]+")).toList()))
                .as("events without a sequence of their own").isEmpty();
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(String prefix) {
        Map<String, Object> settings = Map.of("bootstrap.servers", Backends.get().kafkaBrokers(), "isolation.level",
                "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.listTopics().entrySet().stream().filter(topic -> topic.getKey().startsWith(prefix))
                    .flatMap(topic -> topic.getValue().stream()).map(each -> new TopicPartition(each.topic(), each.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue()))
                consumer.poll(POLL_TIMEOUT).forEach(records::add);
            return records;
        }
    }

    static Stream<String> addresses(ConsumerRecord<byte[], byte[]> record) {
        var headers = Arrays.stream(record.headers().toArray())
                .map(header -> header.key() + ": " + (header.value() == null ? "" : new String(header.value(), UTF_8)));
        var key = record.key() == null ? Stream.<String>empty() : Stream.of("key: " + new String(record.key(), UTF_8));
        return Stream.of(key, headers, bodyTexts(record)).flatMap(text -> text).filter(text -> ADDRESS.matcher(text).find())
                .map(text -> record.topic() + " " + text);
    }

    private static Stream<String> bodyTexts(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null || TYPES_WITH_ADDRESSES.contains(header(record, "ce_type"))) return Stream.empty();
        try {
            return texts("body", JSON.readTree(record.value()));
        } catch (JacksonException notJson) { // a state store has rows of its own form
            return Stream.of("body: " + new String(record.value(), UTF_8));
        }
    }

    private static Stream<String> texts(String path, JsonNode node) {
        if (node.isString()) return Stream.of(path + ": " + node.asString());
        if (node.isArray()) return node.valueStream().flatMap(item -> texts(path, item));
        return node.propertyStream().filter(property -> !FREE_TEXT.contains(property.getKey()))
                .flatMap(property -> Stream.concat(Stream.of(path + " has " + property.getKey()),
                        texts(path + "." + property.getKey(), property.getValue())));
    }

    /** A repeated id is a retry or a republication. */
    private static List<String> wrongSequences(List<ConsumerRecord<byte[], byte[]>> records) {
        var newest = new HashMap<String, String>();
        var ids = new HashMap<String, String>();
        var wrong = new ArrayList<String>();
        for (var record : records) {
            String source = header(record, "ce_source"), id = header(record, "ce_id"), sequence = header(record, "ce_sequence");
            if (source.isEmpty() || source.equals(TESTS) || ids.put(source + "#" + id, sequence) != null) continue;
            var previous = newest
                    .put(record.topic() + "-" + record.partition() + " " + source + " " + header(record, "ce_subject"), sequence);
            if (previous != null && previous.compareTo(sequence) >= 0)
                wrong.add("%s %s: %s after %s".formatted(record.topic(), id, sequence, previous));
        }
        return wrong;
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }
}
