package io.amparo.entitlement.coverage;

import java.util.List;

/** Why, as a code with the clause of the policy; details fill the text, which is made for the reader in the own language. */
public record Reason(String code, String clause, List<String> details) {
    public Reason {
        details = List.copyOf(details);
    }

    static Reason of(String code, String clause, String... details) {
        return new Reason(code, clause, List.of(details));
    }
}
