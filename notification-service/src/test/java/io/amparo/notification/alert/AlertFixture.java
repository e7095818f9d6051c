package io.amparo.notification.alert;

import io.amparo.events.Vocabulary.AlertResolution;
import io.amparo.notification.alert.AlertGroup.Timing;
import io.amparo.notification.alert.SlaFact.Clock;
import io.amparo.notification.alert.SlaFact.Edge;
import io.amparo.notification.alert.SlaFact.Ended;
import io.amparo.notification.alert.SlaFact.Reached;
import io.amparo.platform.store.EventOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Facts of the SLA engine about test tickets. */
final class AlertFixture {
    static final Instant NOW = Instant.parse("2026-11-23T15:00:00Z");
    static final Timing TIMING = new Timing(Duration.ofMinutes(2), Duration.ofSeconds(10), Duration.ofDays(180));

    private AlertFixture() {}

    static Reached breach(String ticket, long sequence) {
        return reached(ticket, "acme", 100, 1, sequence, NOW, null);
    }

    static Reached reached(String ticket, String customer, int percent, int generation, long sequence, Instant at,
            @Nullable String sharedCause) {
        var key = ticket + "/RESOLUTION/1/" + percent + "/" + generation;
        var edge = new Edge(key, new Clock(ticket, "RESOLUTION", 1), "T-" + ticket, customer, "premium-24x7", "P1", percent, at,
                List.of("manager"), sequence, at);
        return new Reached(origin(key), edge, false, List.of(edge.audience()), sharedCause);
    }

    static Ended ended(String ticket, long sequence, AlertResolution resolution, Integer... percents) {
        return new Ended(origin(ticket + "/ended/" + sequence), new Clock(ticket, "RESOLUTION", 1), Set.of(percents), sequence,
                resolution, NOW.plusSeconds(sequence), resolution == AlertResolution.WITHDRAWN);
    }

    private static EventOrigin origin(String id) {
        return new EventOrigin("/amparo/sla-service#" + id, null, null);
    }

    static AlertGroup group(Reached... reached) {
        var group = AlertGroup.openedBy(reached[0], reached[0].edge().key(), TIMING);
        for (var each : reached) group = group.reached(each, NOW, TIMING).state();
        return group;
    }
}
