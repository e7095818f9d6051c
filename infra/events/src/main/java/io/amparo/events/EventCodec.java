package io.amparo.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cloudevents.CloudEventData;
import io.cloudevents.SpecVersion;
import io.cloudevents.core.data.BytesCloudEventData;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import io.cloudevents.rw.CloudEventWriter;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Encodes events as Kafka records and decodes them: CloudEvents 1.0 in the binary content mode of the Kafka protocol binding
 * ({@code ce_*} headers, JSON value). No other class of the suite depends on these headers.
 */
public final class EventCodec {
    private static final Map<String, Class<? extends DomainEvent>> CLASSES_BY_TYPE = Arrays.stream(Topic.values())
            .flatMap(topic -> topic.events().stream()).collect(toMap(EventCodec::annotatedType, type -> type));
    // Cached, because reading an annotation value looks it up by name every time.
    private static final Map<Class<?>, String> TYPES_BY_CLASS = CLASSES_BY_TYPE.entrySet().stream()
            .collect(toMap(Map.Entry::getValue, Map.Entry::getKey));

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(
                    always -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .addModule(Timestamps.module()).disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private static final int SEQUENCE_DIGITS = 19;
    /** Beginning of the address of a schema, unless the suite is configured for another one. */
    private static final URI SCHEMAS = URI.create("https://amparo.example/schemas/");

    private final String source;
    private final String topicPrefix;
    private final URI schemas;

    /**
     * @param service name of the publishing service; the CloudEvents source is {@code /amparo/<service>}
     * @param topicPrefix prefix of every topic name, so that several suites can share a cluster; usually empty
     * @param schemas beginning of the address of the schema of an event, which its type follows
     */
    public EventCodec(String service, String topicPrefix, URI schemas) {
        this.source = "/amparo/" + service;
        this.topicPrefix = topicPrefix;
        this.schemas = schemas;
    }

    /** Creates a codec with the default address of schemas. */
    public EventCodec(String service, String topicPrefix) {
        this(service, topicPrefix, SCHEMAS);
    }

    /** Returns the name of a topic on this cluster, with the prefix. */
    public String topicName(Topic topic) {
        return topicPrefix + topic.topicName();
    }

    /** Returns a codec for programs that only read events. */
    public static EventCodec readOnly() {
        return new EventCodec("reader", "");
    }

    /** Returns the CloudEvents type of an event class. */
    public static String typeOf(Class<? extends DomainEvent> event) {
        var type = TYPES_BY_CLASS.get(event);
        return type == null ? annotatedType(event) : type;
    }

    private static String annotatedType(Class<? extends DomainEvent> event) {
        return event.getAnnotation(EventType.class).value();
    }

    /**
     * Encodes an event or a {@link Tombstone} as a Kafka record. Parameters as in {@link Event}; the event class determines topic
     * and key.
     */
    public ProducerRecord<String, byte[]> write(String id, String subject, long sequence, Instant time,
            @Nullable String correlation, @Nullable String causation, @Nullable String traceparent, Object data) {
        if (data instanceof Tombstone end)
            return new ProducerRecord<>(topicName(end.topic()), null, time.toEpochMilli(), end.key(), (byte[]) null);
        var event = (DomainEvent) data;
        var type = typeOf(event.getClass());
        var attributes = KafkaMessageFactory
                .<String>createWriter(topicName(Topic.of(event)), null, time.toEpochMilli(), event.key()).create(SpecVersion.V1);
        attributes.withContextAttribute("id", id).withContextAttribute("source", source).withContextAttribute("type", type)
                .withContextAttribute("subject", subject).withContextAttribute("time", Timestamps.text(time))
                .withContextAttribute("datacontenttype", "application/json")
                .withContextAttribute("dataschema", schemas + type + ".schema.json")
                .withContextAttribute("sequence", sequenceText(sequence));
        if (correlation != null) attributes.withContextAttribute("correlationid", correlation);
        if (causation != null) attributes.withContextAttribute("causationid", causation);
        if (traceparent != null) attributes.withContextAttribute("traceparent", traceparent);
        var record = attributes.end(BytesCloudEventData.wrap(JSON.writeValueAsBytes(event)));
        // Tracing of Kafka clients reads the plain W3C header, CloudEvents reads its own extension: both are written.
        if (traceparent != null) record.headers().add("traceparent", traceparent.getBytes(UTF_8));
        return record;
    }

    /** Returns the digits of a long, so that sequences have the same order as text and as numbers. */
    public static String sequenceText(long sequence) {
        var digits = Long.toString(sequence);
        return "0".repeat(SEQUENCE_DIGITS - digits.length()) + digits;
    }

    /** @throws UnreadableEventException if the record is not a CloudEvent, or its data does not match its type */
    public Event read(Headers headers, byte[] body) {
        try {
            // Reads plain attributes: building a CloudEvent first would take as long as the rest of the decoding.
            var attributes = KafkaMessageFactory.createReader(headers, body).read(_ -> new Attributes());
            var type = attributes.required("type");
            return new Event(type, attributes.required("id"), attributes.required("source"),
                    String.valueOf(attributes.get("subject")), Long.parseLong(attributes.getOrDefault("sequence", "0")),
                    attributes.containsKey("time") ? Timestamps.parse(attributes.get("time")) : Instant.EPOCH,
                    attributes.get("correlationid"), attributes.get("causationid"), attributes.get("traceparent"),
                    data(type, body));
        } catch (CloudEventRWException | JacksonException | IllegalArgumentException | DateTimeException e) {
            throw new UnreadableEventException("Record is not a valid event: " + e.getMessage(), e);
        }
    }

    /** Returns the subject of an event, even if its data cannot be read. */
    public Optional<String> subject(Headers headers) {
        return attribute(headers, "ce_subject");
    }

    /** Returns the type of an event, even if its data cannot be read. For consumers that skip most records of a topic. */
    public Optional<String> type(Headers headers) {
        return attribute(headers, "ce_type");
    }

    /** Returns the id of an event, even if its data cannot be read. */
    public Optional<String> id(Headers headers) {
        return attribute(headers, "ce_id");
    }

    /** Returns the causation id for events that follow ({@link Event#cause()}), even if its data cannot be read. */
    public Optional<String> cause(Headers headers) {
        return attribute(headers, "ce_source").flatMap(eventSource -> id(headers).map(id -> eventSource + "#" + id));
    }

    /** Returns the trace id of the request that started the chain of events. */
    public Optional<String> correlation(Headers headers) {
        return attribute(headers, "ce_correlationid");
    }

    /** Returns the sequence of an event, even if its data cannot be read; empty if it has none. */
    public Optional<Long> sequence(Headers headers) {
        return attribute(headers, "ce_sequence").filter(text -> text.matches("0?\\d{1,18}")).map(Long::valueOf);
    }

    private static Optional<String> attribute(Headers headers, String name) {
        return Optional.ofNullable(headers.lastHeader(name)).map(Header::value).map(value -> new String(value, UTF_8));
    }

    /**
     * As {@link #read(Headers, byte[])}, for frameworks that pass headers as a map. Ignores values that are not text or bytes.
     */
    public Event read(Map<String, Object> headers, byte[] body) {
        var raw = new RecordHeaders();
        headers.forEach((name, value) -> {
            if (value instanceof byte[] bytes)
                raw.add(name, bytes);
            else if (value instanceof String text) raw.add(name, text.getBytes(UTF_8));
        });
        return read(raw, body);
    }

    /**
     * Reads the data alone, if the key of the record determines its type, as in a table that stores no headers.
     *
     * @throws UnreadableEventException if the data does not match the type
     */
    public <E extends DomainEvent> E read(Class<E> type, byte[] body) {
        try {
            return JSON.readValue(body, type);
        } catch (JacksonException e) {
            throw new UnreadableEventException("Data is not a valid " + typeOf(type) + ": " + e.getMessage(), e);
        }
    }

    /** Encodes the data alone, for {@link #read(Class, byte[])}. */
    public byte[] write(DomainEvent event) {
        return JSON.writeValueAsBytes(event);
    }

    private static @Nullable DomainEvent data(String type, byte[] body) {
        var eventClass = CLASSES_BY_TYPE.get(type);
        return eventClass == null ? null : JSON.readValue(body, eventClass);
    }

    /** The context attributes of an event as text, by name. */
    private static final class Attributes extends HashMap<String, String> implements CloudEventWriter<Attributes> {
        @Override
        public Attributes withContextAttribute(String name, String value) {
            put(name, value);
            return this;
        }

        @Override
        public Attributes end(CloudEventData data) {
            return this;
        }

        @Override
        public Attributes end() {
            return this;
        }

        String required(String name) {
            var value = get(name);
            if (value == null || value.isEmpty()) throw new IllegalArgumentException("Missing CloudEvents attribute " + name);
            return value;
        }
    }
}
