package io.amparo.platform.consume;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.platform.LogText;
import io.amparo.platform.consume.WaitingDeadLetters.Waiting;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.support.KafkaHeaders;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A dead letter with its headers, its stack trace and its payload.
 *
 * @param headers of the record, without those of a dead letter
 * @param payload JSON, or text if it is none; without personal data, only values that the event contracts know as impersonal
 */
record DeadLetterDetails(DeadLetterResponse deadLetter, Map<String, String> headers, @Nullable String stackTrace,
        @Nullable Object payload) {
    /** The headers of an event and of tracing: the contract has no personal data in them. */
    private static final Pattern IMPERSONAL_HEADER = Pattern.compile("ce_[a-z]+|content-type|traceparent");
    /** A line of a stack trace without the message of its exception, which may quote the payload. */
    private static final Pattern FRAME = Pattern
            .compile("(\\s*(?:at |\\.{3} ).*|(?:Caused by: |\\s*Suppressed: )?[\\w.$]+(?=:|$)).*");

    /** @param withPersonalData whether headers, stack trace and payload are complete */
    static DeadLetterDetails of(Waiting waiting, boolean withPersonalData, PayloadMask mask) {
        var headers = waiting.record().headers();
        var stackTrace = DeadLetterTopics.text(headers, KafkaHeaders.DLT_EXCEPTION_STACKTRACE)
                .map(text -> withPersonalData ? text : withoutMessages(text)).orElse(null);
        return new DeadLetterDetails(DeadLetterResponse.of(waiting), texts(headers, withPersonalData), stackTrace, payload(
                waiting.record().value(), DeadLetterTopics.text(headers, "ce_type").orElse(null), withPersonalData, mask));
    }

    private static String withoutMessages(String stackTrace) {
        return String.join("\n", stackTrace.lines().map(FRAME::matcher).filter(line -> line.matches())
                .map(line -> LogText.of(line.group(1))).toList());
    }

    private static Map<String, String> texts(Headers headers, boolean withPersonalData) {
        var texts = new TreeMap<String, String>();
        for (var header : headers) if (!header.key().startsWith(DeadLetterTopics.HEADER_PREFIX) && header.value() != null) {
            var text = new String(header.value(), UTF_8);
            texts.put(header.key(),
                    withPersonalData
                            ? text
                            : IMPERSONAL_HEADER.matcher(header.key()).matches()
                                    ? LogText.of(text)
                                    : "(text, %d characters)".formatted(text.length()));
        }
        return texts;
    }

    private static @Nullable Object payload(byte @Nullable [] value, @Nullable String type, boolean withPersonalData,
            PayloadMask mask) {
        if (value == null) return null;
        try {
            var json = JsonMapper.shared().readTree(value);
            return withPersonalData ? json : mask.mask(type, json);
        } catch (JacksonException notJson) {
            return withPersonalData ? new String(value, UTF_8) : "no JSON, %d bytes".formatted(value.length);
        }
    }
}
