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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * A dead letter with its headers, its stack trace and its payload.
 *
 * @param headers of the record, without those of a dead letter
 * @param payload JSON, or text if it is none; without personal data only numbers, codes and instants keep their values
 */
record DeadLetterDetails(DeadLetterResponse deadLetter, Map<String, String> headers, @Nullable String stackTrace,
        @Nullable Object payload) {
    /** Values that name no person: codes in capitals, dates, instants, durations and ids such as T-2026-000001. */
    private static final Pattern IMPERSONAL = Pattern
            .compile("[A-Z][A-Z0-9_]+|\\d{4}-\\d\\d-\\d\\d(T[\\d:.]+Z)?|P[\\dTYMWDHS.]+|[A-Za-z]+-\\d[\\d-]*");

    /** @param withPersonalData whether headers and payload are complete */
    static DeadLetterDetails of(Waiting waiting, boolean withPersonalData) {
        var headers = waiting.record().headers();
        var stackTrace = DeadLetterTopics.text(headers, KafkaHeaders.DLT_EXCEPTION_STACKTRACE)
                .map(text -> withPersonalData ? text : String.join("\n", text.lines().map(LogText::of).toList())).orElse(null);
        return new DeadLetterDetails(DeadLetterResponse.of(waiting), texts(headers, withPersonalData), stackTrace,
                payload(waiting.record().value(), withPersonalData));
    }

    private static Map<String, String> texts(Headers headers, boolean withPersonalData) {
        var texts = new TreeMap<String, String>();
        for (var header : headers) if (!header.key().startsWith(DeadLetterTopics.HEADER_PREFIX) && header.value() != null) {
            var text = new String(header.value(), UTF_8);
            texts.put(header.key(), withPersonalData ? text : LogText.of(text));
        }
        return texts;
    }

    private static @Nullable Object payload(byte @Nullable [] value, boolean withPersonalData) {
        if (value == null) return null;
        try {
            var json = JsonMapper.shared().readTree(value);
            return withPersonalData ? json : withoutPersonalData(json);
        } catch (JacksonException notJson) {
            return withPersonalData ? new String(value, UTF_8) : "no JSON, %d bytes".formatted(value.length);
        }
    }

    private static JsonNode withoutPersonalData(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                object.properties().forEach(field -> field.setValue(withoutPersonalData(field.getValue())));
                yield object;
            }
            case ArrayNode array -> {
                for (int i = 0; i < array.size(); i++) array.set(i, withoutPersonalData(array.get(i)));
                yield array;
            }
            case StringNode text when !IMPERSONAL.matcher(text.stringValue()).matches() ->
                StringNode.valueOf("(%d characters)".formatted(text.stringValue().length()));
            default -> node;
        };
    }
}
