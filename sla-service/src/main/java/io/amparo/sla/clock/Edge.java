package io.amparo.sla.clock;

import io.amparo.sla.plan.Metric;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An SLA threshold or a state change of the clocks of a ticket. The engine emits each edge once.
 *
 * @param metric null for an edge of the whole ticket
 * @param percent of the budget, for a warning or a breach; for RESCHEDULED the number of earlier changes at the same instant
 */
public record Edge(@Nullable Metric metric, int cycle, Type type, int percent, Instant at) {
    // One comparator without a chain of lambdas, because each evaluation of a ticket sorts all of its edges.
    static final Comparator<Edge> ORDER = (a, b) -> {
        int order = a.at.compareTo(b.at);
        if (order == 0) order = a.type.compareTo(b.type);
        return order == 0 ? a.key().compareTo(b.key()) : order;
    };

    /** In the order of emission at one instant: an end precedes a start. */
    public enum Type {
        ASSIGNED, MET, CANCELLED, RESUMED, RESCHEDULED, WARNED, BREACHED, PAUSED;

        private final String keyPart = name().toLowerCase(Locale.ROOT);

        /** Whether the edge may occur more than once per cycle. Its key then contains its instant. */
        boolean isRepeatable() {
            return this == PAUSED || this == RESUMED || this == RESCHEDULED;
        }
    }

    /** Returns {@code <objective>/<cycle>/<edge>}. The key of an edge is the same in every computation. */
    public String key() {
        var name = type.keyPart;
        if (type == Type.WARNED) name += "-" + percent;
        if (type.isRepeatable()) name += "-" + at.toEpochMilli();
        if (type == Type.RESCHEDULED && percent > 0) name += "-" + percent;
        return (metric == null ? "TICKET" : metric.name()) + "/" + cycle + "/" + name;
    }
}
