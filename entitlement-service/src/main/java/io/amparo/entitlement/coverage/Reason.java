package io.amparo.entitlement.coverage;

import java.util.List;

/**
 * A reason of a decision: a code with the clause of the policy. {@code details} fill the placeholders of its text, which is
 * localized for the caller.
 */
public record Reason(String code, String clause, List<String> details) {
    public Reason {
        details = List.copyOf(details);
    }

    static Reason of(String code, String clause, String... details) {
        return new Reason(code, clause, List.of(details));
    }
}
