package io.amparo.entitlement.coverage;

import java.util.List;

/** Result of a rule. */
sealed interface Finding {
    Reason reason();

    /** Denies the ticket. */
    record Denial(Reason reason, List<Alternative> alternatives) implements Finding {}

    /** Adds a warning to the decision without denying it. */
    record Warning(Reason reason) implements Finding {}
}
