package io.amparo.ticket.policy;

import io.amparo.events.Vocabulary.FieldType;
import io.amparo.platform.web.ApiException.FieldError;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A field of a ticket that the vendor defines (R1.2).
 *
 * @param type what its value is; a type that this version of the service does not know counts as TEXT
 * @param choices the values of a CHOICE; empty for other types
 * @param maxLength characters that it may have; null for no own limit
 */
public record FieldRule(String code, FieldType type, boolean required, List<String> choices, @Nullable Integer maxLength) {
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,15}(\\.[0-9]{1,6})?");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final String FIELDS = "fields.";

    public FieldRule {
        choices = List.copyOf(choices);
    }

    static FieldType type(String name) {
        for (var type : FieldType.values()) if (type.name().equals(name)) return type;
        return FieldType.TEXT;
    }

    /** Returns the values of a request; a blank one is none. */
    public static Map<String, String> values(@Nullable Map<String, @Nullable String> requested) {
        if (requested == null) return Map.of();
        return requested.entrySet().stream().filter(entry -> entry.getValue() != null && !entry.getValue().isBlank())
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().strip()));
    }

    /** Returns an error for each value that breaks its rule, is missing or has no rule. */
    public static List<FieldError> errors(List<FieldRule> rules, Map<String, String> values) {
        var errors = new ArrayList<FieldError>();
        for (var rule : rules) rule.error(values.get(rule.code())).ifPresent(errors::add);
        var codes = rules.stream().map(FieldRule::code).toList();
        values.keySet().stream().filter(code -> !codes.contains(code)).sorted()
                .forEach(code -> errors.add(new FieldError(FIELDS + code, "unknown", codes)));
        return errors;
    }

    private Optional<FieldError> error(@Nullable String value) {
        if (value == null) return required ? Optional.of(FieldError.requiredOneOf(FIELDS + code, choices)) : Optional.empty();
        return Optional.ofNullable(switch (type) {
            case TEXT ->
                maxLength != null && value.length() > maxLength ? new FieldError(FIELDS + code, "too-long", maxLength) : null;
            case NUMBER -> NUMBER.matcher(value).matches() ? null : new FieldError(FIELDS + code, "no-number");
            case DATE -> isDate(value) ? null : new FieldError(FIELDS + code, "no-date");
            case CHOICE -> choices.contains(value) ? null : FieldError.oneOf(FIELDS + code, choices);
        });
    }

    private static boolean isDate(String value) {
        try {
            return DATE.matcher(value).matches() && LocalDate.parse(value).getYear() > 0;
        } catch (DateTimeException ignored) {
            return false;
        }
    }
}
