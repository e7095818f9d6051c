package io.amparo.platform.consume;

import io.amparo.platform.LogText;
import io.amparo.platform.consume.WaitingDeadLetters.Waiting;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as an operator reads it, without personal data.
 *
 * @param offset its place among the dead letters; {@code @<offset>} refers to it
 * @param subject what waits behind it; null if nothing does
 * @param reason class and message of the deepest cause
 * @param since when it became a dead letter
 * @param origin topic, partition and offset of the record; null if unknown
 */
record DeadLetterResponse(long offset, @Nullable String id, @Nullable String type, @Nullable String subject, String reason,
        Instant since, @Nullable String origin) {

    static DeadLetterResponse of(Waiting waiting) {
        var record = waiting.record();
        var headers = record.headers();
        return new DeadLetterResponse(record.offset(), DeadLetterTopics.text(headers, "ce_id").map(LogText::of).orElse(null),
                DeadLetterTopics.text(headers, "ce_type").map(LogText::of).orElse(null),
                Optional.of(waiting.subject()).filter(subject -> !subject.startsWith("@")).map(LogText::of).orElse(null),
                DeadLetterTopics.reason(headers), Instant.ofEpochMilli(record.timestamp()),
                DeadLetterTopics.origin(headers).orElse(null));
    }
}
