package io.amparo.platform.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The subject of a record: what must be processed in order. Text of at most 512 bytes; empty if the record has none. */
final class Subject {
    static final String NONE = "";
    private static final String HEADER = "ce_subject";
    private static final int MAX_BYTES = 512;

    /**
     * @param wholeState whether the topic is compacted; then the key identifies the state that a record replaces, also if its
     *     headers cannot be read
     */
    static String of(ConsumerRecord<?, ?> record, boolean wholeState) {
        var header = record.headers().lastHeader(HEADER);
        var subject = wholeState ? (byte[]) record.key() : header == null ? null : header.value();
        return subject == null || subject.length > MAX_BYTES ? NONE : new String(subject, UTF_8);
    }

    private Subject() {}
}
