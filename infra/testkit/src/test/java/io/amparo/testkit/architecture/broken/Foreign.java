package io.amparo.testkit.architecture.broken;

import io.amparo.events.sla.SlaEvent.SlaCancelled;
import java.time.Instant;

/** Breaks rules 3 and 4: another context's event in the middle, and the wall clock. */
class Foreign {
    SlaCancelled cancelled() {
        return new SlaCancelled("t", "n", "c", "m", 1, "b", Instant.now());
    }
}
