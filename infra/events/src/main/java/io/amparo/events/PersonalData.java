package io.amparo.events;

import static java.util.stream.Collectors.toMap;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.TemporalAmount;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.StringNode;

/**
 * Masks the data of an event so that no value can be personal. A value is kept only if the contract knows its field as an id, a
 * code, an instant, a duration, a number or a boolean, and the value has this form. Every other value is replaced by its type and
 * length, because a record that cannot be processed may have any text in any field.
 */
public final class PersonalData {
    /** Fields of type String that contain an id or a code which has no {@link TextOf}. */
    static final Set<String> IDS = Set.of("about", "announcedBy", "announcementId", "assessmentId", "bookingId", "bug",
            "calendar", "calendarId", "cause", "clause", "code", "contract", "courseId", "customerId", "decisionId", "deliveryId",
            "fixVersion", "holidaySets", "item", "itemId", "language", "lessonId", "line", "lotId", "lotIds", "messageId",
            "messageIds", "migrationId", "number", "offset", "orderId", "packageCode", "plan", "planId", "policyId", "postId",
            "product", "productId", "release", "slaPlan", "slaSequence", "splitNumber", "splitTicketId", "successor", "ticketId",
            "ticketSequence", "tzdata", "version", "zone");
    /** Without a space and an at sign, which names and addresses have. */
    private static final Pattern ID = Pattern.compile("[\\w][\\w.:/#-]{0,199}");
    private static final Pattern INSTANT = Pattern.compile("\\d{4,10}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?Z");
    private static final Pattern DATE = Pattern.compile("\\d{4}-\\d\\d-\\d\\d");
    private static final Pattern AMOUNT = Pattern.compile("-?P[\\dTYMWDHS.-]{1,40}");
    /** The name of an unknown field may be a value, for example if it is the key of a map. */
    private static final Pattern FIELD_NAME = Pattern.compile("[a-z][A-Za-z]{0,39}");

    private static final Map<String, Class<? extends DomainEvent>> EVENTS = Arrays.stream(Topic.values())
            .flatMap(topic -> topic.events().stream()).collect(toMap(EventCodec::typeOf, event -> event));

    /**
     * Returns the masked data of an event.
     *
     * @param type CloudEvents type; without one that the contract knows, all values are masked
     */
    public static JsonNode mask(@Nullable String type, JsonNode data) {
        return mask(data, type == null ? null : EVENTS.get(type), _ -> false);
    }

    private static JsonNode mask(JsonNode value, @Nullable Type type, Predicate<String> isKept) {
        if (value.isArray() && type instanceof ParameterizedType list) {
            var items = JsonNodeFactory.instance.arrayNode();
            value.forEach(item -> items.add(mask(item, list.getActualTypeArguments()[0], isKept)));
            return items;
        }
        if (!(type instanceof Class<?> known)) return masked(value);
        if (value.isObject() && known.isRecord()) return maskFields(value, known);
        var kept = value.isString()
                ? form(known).orElse(isKept).test(value.stringValue())
                : value.isNumber() && isNumber(known) || value.isBoolean() && known == boolean.class;
        return kept ? value : masked(value);
    }

    private static JsonNode maskFields(JsonNode value, Class<?> record) {
        var fields = JsonNodeFactory.instance.objectNode();
        for (var field : value.properties()) {
            var component = Arrays.stream(record.getRecordComponents()).filter(each -> each.getName().equals(field.getKey()))
                    .findFirst();
            var name = component.isPresent() || FIELD_NAME.matcher(field.getKey()).matches()
                    ? field.getKey()
                    : "(field %d)".formatted(fields.size());
            fields.set(name, component.map(known -> mask(field.getValue(), known.getGenericType(), text(known)))
                    .orElseGet(() -> masked(field.getValue())));
        }
        return fields;
    }

    /** Returns whether a text of this component is kept. */
    private static Predicate<String> text(RecordComponent component) {
        var described = Stream
                .concat(Stream.of(component),
                        Arrays.stream(SharedFields.class.getDeclaredMethods())
                                .filter(shared -> shared.getName().equals(component.getName())))
                .map(each -> each.getAnnotation(TextOf.class)).filter(each -> each != null).findFirst().map(TextOf::value);
        if (described.isEmpty()) return IDS.contains(component.getName()) ? text -> ID.matcher(text).matches() : _ -> false;
        var content = described.get();
        if (content.isEnum())
            return text -> Arrays.stream(content.getEnumConstants()).anyMatch(known -> known.toString().equals(text));
        return TemporalAmount.class.isAssignableFrom(content) ? text -> AMOUNT.matcher(text).matches() : _ -> false;
    }

    /** Returns the form of the text of a type that is no text itself. */
    private static Optional<Predicate<String>> form(Class<?> type) {
        return Optional.ofNullable(
                type == Instant.class ? INSTANT.asMatchPredicate() : type == LocalDate.class ? DATE.asMatchPredicate() : null);
    }

    private static boolean isNumber(Class<?> type) {
        return List.of(int.class, long.class, Integer.class, Long.class).contains(type);
    }

    private static JsonNode masked(JsonNode value) {
        if (value.isNull()) return value;
        return StringNode.valueOf(switch (value.getNodeType()) {
            case OBJECT -> "(object, %d fields)".formatted(value.size());
            case ARRAY -> "(array, %d items)".formatted(value.size());
            case NUMBER -> "(number, %d digits)".formatted(value.asString().length());
            case BOOLEAN -> "(boolean)";
            default -> "(text, %d characters)".formatted(value.asString().length());
        });
    }

    private PersonalData() {}
}
