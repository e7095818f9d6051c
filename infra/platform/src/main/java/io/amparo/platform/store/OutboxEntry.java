package io.amparo.platform.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Date;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Header;
import org.bson.Document;

/** An event in the {@code outbox} field of a document. */
record OutboxEntry(Document document) {
    static final String FIELD = "outbox";
    static final String AT = FIELD + ".at";
    static final String PARKED_AT = FIELD + ".parked.at";

    static OutboxEntry of(ProducerRecord<String, byte[]> event, String id, long sequence) {
        var headers = new Document();
        for (Header header : event.headers()) headers.append(header.key(), new String(header.value(), UTF_8));
        var entry = new Document("id", id).append("position", sequence).append("topic", event.topic()).append("key", event.key())
                .append("at", event.timestamp()).append("headers", headers);
        return new OutboxEntry(event.value() == null
                ? entry.append("tombstone", true)
                : entry.append("bytes", event.value().length).append("value", new String(event.value(), UTF_8)));
    }

    /** Returns an entry that has only the position of the last entry of a document and the size of all. */
    static Document standIn(long position, long bytes) {
        return new Document("position", position).append("bytes", (int) Math.min(bytes, Integer.MAX_VALUE));
    }

    String id() {
        return document.getString("id");
    }

    /** Returns the order of the event among all events of its document: its sequence. */
    long position() {
        return document.getLong("position");
    }

    String topic() {
        return document.getString("topic");
    }

    long writtenAtMillis() {
        return document.getLong("at");
    }

    int bytes() {
        return document.getInteger("bytes", 0);
    }

    /** Whether the entry ends the state of its key on a compacted topic. */
    boolean isTombstone() {
        return document.containsKey("tombstone");
    }

    boolean isParked() {
        return document.containsKey("parked");
    }

    /** Returns the entry without its content, which the producer holds while it is sent. */
    OutboxEntry withoutContent() {
        var attributes = new Document(document);
        attributes.remove("value");
        attributes.remove("headers");
        return new OutboxEntry(attributes);
    }

    static Document parked(String reason, Instant at) {
        return new Document("reason", reason).append("at", Date.from(at));
    }

    String parkedReason() {
        return document.get("parked", Document.class).getString("reason");
    }

    Instant parkedAt() {
        return document.get("parked", Document.class).getDate("at").toInstant();
    }

    /** @throws SerializationException if the stored entry is no valid event */
    ProducerRecord<String, byte[]> record() {
        try {
            var event = new ProducerRecord<>(topic(), null, writtenAtMillis(), document.getString("key"),
                    isTombstone() ? null : document.getString("value").getBytes(UTF_8));
            document.get("headers", Document.class)
                    .forEach((name, value) -> event.headers().add(name, value.toString().getBytes(UTF_8)));
            return event;
        } catch (RuntimeException e) {
            throw new SerializationException("The stored entry cannot be decoded: " + e, e);
        }
    }
}
