package io.amparo.testkit.architecture.broken;

import io.amparo.events.sla.SlaEvent.SlaCancelled;
import java.time.Instant;

/** Breaks rules 3 and 4: uses an event of another context without being its reader, and reads the wall clock. */
class UsesForeignEvent {
    SlaCancelled cancelled() {
        return new SlaCancelled("t", "n", "c", "m", 1, "b", Instant.now());
    }
}
