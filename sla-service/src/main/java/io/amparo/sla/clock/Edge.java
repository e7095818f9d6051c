package io.amparo.sla.clock;

import io.amparo.sla.plan.Metric;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Something that is to be told about a ticket's clocks, once.
 *
 * @param metric null where it concerns the ticket as a whole
 * @param percent of the budget, for a warning or a breach; for a move how many of the same instant came before
 */
public record Edge(@Nullable Metric metric, int cycle, Type type, int percent, Instant at) {
    // In one piece: all edges of a ticket are put in order whenever it is looked at.
    static final Comparator<Edge> ORDER = (a, b) -> {
        int order = a.at.compareTo(b.at);
        if (order == 0) order = a.type.compareTo(b.type);
        return order == 0 ? a.key().compareTo(b.key()) : order;
    };

    /** In the order in which they are told where they fall on one instant: what is over before what begins anew. */
    public enum Type {
        ASSIGNED, MET, CANCELLED, RESUMED, REDATED, WARNED, BREACHED, PAUSED;

        private final String word = name().toLowerCase(Locale.ROOT);

        /** May happen more than once in a cycle, so that its instant belongs to its name. */
        boolean again() {
            return this == PAUSED || this == RESUMED || this == REDATED;
        }
    }

    /** {@code <objective>/<cycle>/<edge>}: the same whenever and wherever it is worked out. */
    public String key() {
        var name = type.word;
        if (type == Type.WARNED) name += "-" + percent;
        if (type.again()) name += "-" + at.toEpochMilli();
        if (type == Type.REDATED && percent > 0) name += "-" + percent;
        return (metric == null ? "TICKET" : metric.name()) + "/" + cycle + "/" + name;
    }
}
