package io.amparo.local.actuator;

import io.amparo.clients.Polling;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.SuiteException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Waits until the suite has done all work that follows from earlier requests: no service writes into the store any more. */
public final class QuietSuite {
    private static final Set<String> WRITES = Set.of("insert", "update", "delete", "findAndModify", "bulkWrite");
    /** Longer than a mail, a transaction of the SLA engine or the interval of a ticker takes. */
    private static final Duration QUIET_TIME = Duration.ofSeconds(3);

    private QuietSuite() {}

    /**
     * Returns the counts after the wait.
     *
     * @throws SuiteException with the last writes, if the suite is not quiet in time
     */
    public static OperationCounts await(Addresses addresses, Duration timeout) {
        var deadline = Instant.now().plus(timeout);
        var counts = OperationCounts.read(addresses);
        while (true) {
            Polling.until(Instant.now().plus(QUIET_TIME));
            var next = OperationCounts.read(addresses);
            var writes = next.since(counts).filter(count -> WRITES.contains(count.command()) && count.value() > 0);
            if (writes.counts().isEmpty()) return next;
            if (Instant.now().isAfter(deadline))
                throw new SuiteException("The suite still writes after %d s: %s".formatted(timeout.toSeconds(), writes.counts()));
            counts = next;
        }
    }
}
