package io.amparo.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.cloudevents.CloudEvent;
import io.cloudevents.core.builder.CloudEventBuilder;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.cloudevents.rw.CloudEventRWException;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events to and from Kafka: CloudEvents 1.0, binary content mode of the Kafka protocol binding ({@code ce_*} headers, JSON value).
 * Nothing else in the suite knows these headers.
 */
public final class EventCodec {
    private static final Map<String, Class<? extends DomainEvent>> TYPES = Arrays.stream(Topic.values())
            .flatMap(topic -> topic.events().stream()).collect(toMap(EventCodec::typeOf, type -> type));

    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultPropertyInclusion(
                    always -> JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final URI source;
    private final String topicPrefix;

    /**
     * @param service     the publishing service's name; becomes the source {@code /amparo/<service>}
     * @param topicPrefix stands before every topic's name, so that several suites share a cluster; usually empty
     */
    public EventCodec(String service, String topicPrefix) {
        this.source = URI.create("/amparo/" + service);
        this.topicPrefix = topicPrefix;
    }

    /** What a topic is called on this cluster. */
    public String topicName(Topic topic) {
        return topicPrefix + topic.topicName();
    }

    /** Reads only; for programs that publish nothing. */
    public static EventCodec reader() {
        return new EventCodec("reader", "");
    }

    /** The wire name of an event. */
    public static String typeOf(Class<? extends DomainEvent> event) {
        return event.getAnnotation(EventType.class).value();
    }

    /** The record that says this event on the wire. Parameters as in {@link Event}; the event's type decides topic and key. */
    public ProducerRecord<String, byte[]> write(String id, String subject, long sequence, Instant time,
            @Nullable String correlation,
            @Nullable String causation, @Nullable String traceparent, Object data) {
        var event = (DomainEvent) data;
        var attributes = CloudEventBuilder.v1().withId(id).withSource(source).withType(typeOf(event.getClass()))
                .withSubject(subject)
                .withTime(time.atOffset(ZoneOffset.UTC)).withExtension("sequence", Long.toString(sequence))
                .withData("application/json", JSON.writeValueAsBytes(event));
        if (correlation != null) attributes.withExtension("correlationid", correlation);
        if (causation != null) attributes.withExtension("causationid", causation);
        if (traceparent != null) attributes.withExtension("traceparent", traceparent);
        var record = KafkaMessageFactory.<String>createWriter(topicName(Topic.of(event)), null, time.toEpochMilli(), event.key())
                .writeBinary(attributes.build());
        // Tracing of Kafka clients looks for the plain W3C header, CloudEvents for its own extension: both are said.
        if (traceparent != null) record.headers().add("traceparent", traceparent.getBytes(UTF_8));
        return record;
    }

    /** @throws UnreadableEvent when this is no CloudEvent, or its data does not fit its type */
    public Event read(Headers headers, byte[] body) {
        try {
            var event = KafkaMessageFactory.createReader(headers, body).toEvent();
            return new Event(event.getType(), event.getId(), event.getSource().toString(), String.valueOf(event.getSubject()),
                    Long.parseLong(text(event, "sequence", "0")),
                    event.getTime() == null ? Instant.EPOCH : event.getTime().toInstant(),
                    text(event, "correlationid", null), text(event, "causationid", null),
                    text(event, "traceparent", null), data(event.getType(), body));
        } catch (CloudEventRWException | JacksonException | IllegalArgumentException unreadable) {
            throw new UnreadableEvent("not an event of this suite: " + unreadable.getMessage(), unreadable);
        }
    }

    /** What an event is about, also of one that cannot be read. */
    public Optional<String> subject(Headers headers) {
        return Optional.ofNullable(headers.lastHeader("ce_subject")).map(subject -> new String(subject.value(), UTF_8));
    }

    /** As {@link #read(Headers, byte[])}, for frameworks that hand headers over as a map; values that are not text are passed over. */
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
     * The data alone, where a record's key tells its type, as in a table that keeps no headers.
     *
     * @throws UnreadableEvent when it does not fit the type
     */
    public <E extends DomainEvent> E read(Class<E> type, byte[] body) {
        try {
            return JSON.readValue(body, type);
        } catch (JacksonException unreadable) {
            throw new UnreadableEvent("not a " + typeOf(type) + ": " + unreadable.getMessage(), unreadable);
        }
    }

    private static @Nullable DomainEvent data(String type, byte[] body) {
        var known = TYPES.get(type);
        return known == null ? null : JSON.readValue(body, known);
    }

    private static @Nullable String text(CloudEvent event, String extension, @Nullable String otherwise) {
        var value = event.getExtension(extension);
        return value == null ? otherwise : value.toString();
    }
}
