package io.amparo.entitlement.policy;

import io.amparo.events.Vocabulary.FieldType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field of a ticket that the vendor defines.
 *
 * @param code name of the field in {@code fields} of a ticket
 * @param choices the values of a CHOICE; null for other types
 * @param maxLength characters that a TEXT may have; null for other types
 */
public record SupportPolicyField(String code, FieldType type, boolean required, LocalizedText label,
        @Nullable List<Choice> choices, @Nullable Integer maxLength) {

    /** A value of a field. */
    public record Choice(String code, LocalizedText label) {}

    public SupportPolicyField {
        choices = choices == null ? null : List.copyOf(choices);
    }

    List<Choice> choicesOrNone() {
        return choices == null ? List.of() : choices;
    }
}
