package io.amparo.sla.readmodel;

import io.amparo.events.sla.SlaEvent;
import io.amparo.events.sla.SlaEvent.SlaBreached;
import io.amparo.events.sla.SlaEvent.SlaCancelled;
import io.amparo.events.sla.SlaEvent.SlaRescheduled;
import io.amparo.events.sla.SlaEvent.SlaWarned;
import io.amparo.sla.clock.Edge.RungKey;
import io.amparo.sla.plan.Metric;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An edge that the engine has emitted.
 *
 * @param edge {@code <objective>/<cycle>/<edge>}, and {@code …/<n>} for its n-th generation
 * @param rungAt when the clock reached the rung; null for other edges
 * @param firedAt when the engine emitted it
 * @param receivedAt when the event was received here
 * @param withdrawn keys, without a generation, of the rungs that the event withdrew
 */
public record EmittedEdge(String edge, @Nullable Instant rungAt, Instant firedAt, Instant receivedAt, List<String> withdrawn) {
    /** A correction is a later generation of an edge other than a rung. */
    private static final Pattern GENERATION = Pattern.compile("([^/]+/\\d+/[^/]+)/\\d+");

    public EmittedEdge {
        withdrawn = List.copyOf(withdrawn);
    }

    public static EmittedEdge of(String eventId, SlaEvent event, Instant firedAt, Instant receivedAt) {
        return new EmittedEdge(eventId.substring(event.ticketId().length() + 1), rungAt(event), firedAt, receivedAt,
                withdrawn(event));
    }

    private static @Nullable Instant rungAt(SlaEvent event) {
        return switch (event) {
            case SlaWarned it -> it.warnAt();
            case SlaBreached it -> it.dueAt();
            default -> null;
        };
    }

    private static List<String> withdrawn(SlaEvent event) {
        return switch (event) {
            case SlaRescheduled it -> keys(it.metric(), it.cycle(), it.withdrawn());
            case SlaCancelled it -> keys(it.metric(), it.cycle(), it.withdrawn());
            default -> List.of();
        };
    }

    private static List<String> keys(String metric, int cycle, List<Integer> percents) {
        return percents.stream().map(percent -> new RungKey(Metric.valueOf(metric), cycle, percent).key(1)).toList();
    }

    /** Returns the key of the edge without its generation. */
    public String key() {
        var generation = GENERATION.matcher(edge);
        return generation.matches() ? generation.group(1) : edge;
    }
}
