package io.amparo.entitlement.coverage;

import java.util.List;

/** What a rule has to say. */
sealed interface Finding {
    Reason reason();

    /** Stands in the way. */
    record Denial(Reason reason, List<Alternative> alternatives) implements Finding {}

    /** Worth knowing, stands in nobody's way. */
    record Caution(Reason reason) implements Finding {}
}
