package io.amparo.sla.engine;

import io.amparo.events.sla.SlaEvent.SlaBreached;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;

/** Logs each breach, at most 100 in a minute: after a downtime there can be many, and the board shows all. */
final class BreachLog {
    private static final Logger LOG = System.getLogger(BreachLog.class.getName());
    private static final int MAX_LINES = 100;
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private Instant intervalEnd = Instant.MIN;
    private int breaches;

    void record(SlaBreached breach, Instant now) {
        if (now.isAfter(intervalEnd)) {
            intervalEnd = now.plus(INTERVAL);
            breaches = 0;
        }
        if (++breaches <= MAX_LINES)
            LOG.log(Level.INFO,
                    "SLA engine reports a breach: {0} of ticket {1} ({2}, plan {3}, customer {4}) was due at {5}. "
                            + "Its recipients are notified. Next: the board lists it with its cause",
                    breach.metric(), breach.number(), breach.priority(), breach.plan(), breach.customerId(), breach.dueAt());
        else if (breaches == MAX_LINES + 1)
            LOG.log(Level.INFO, "SLA engine reports more than {0} breaches in a minute; further ones are only on the board",
                    Integer.toString(MAX_LINES));
    }
}
