package io.amparo.sla.clock;

import io.amparo.sla.plan.Metric;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An SLA threshold or a state change of the clocks of a ticket. The engine emits each edge once; a rung (warning or breach) that
 * was withdrawn and is reached once more has the same key, and its next emission is the next generation.
 *
 * @param metric null for an edge of the whole ticket
 * @param percent of the budget, for a rung and its withdrawal; for RESCHEDULED the number of earlier changes at the same instant
 */
public record Edge(@Nullable Metric metric, int cycle, Type type, int percent, Instant at) {
    /** The rung at this percentage is the breach. */
    public static final int BREACH = 100;

    // One comparator without a chain of lambdas, because each evaluation of a ticket sorts all of its edges.
    static final Comparator<Edge> ORDER = (a, b) -> {
        int order = a.at.compareTo(b.at);
        if (order == 0) order = a.type.compareTo(b.type);
        return order == 0 ? a.key().compareTo(b.key()) : order;
    };

    /**
     * In the order of emission at one instant: an end precedes a start, a start precedes a pause. WITHDRAWN is no event of its
     * own, but a part of the RESCHEDULED edge of its clock.
     */
    public enum Type {
        ASSIGNED, MET, CANCELLED, STARTED, RESUMED, WITHDRAWN, RESCHEDULED, WARNED, BREACHED, PAUSED;

        private final String keyPart = name().toLowerCase(Locale.ROOT);

        /** Whether the edge may occur more than once per cycle. Its key then contains its instant. */
        boolean isRepeatable() {
            return this == STARTED || this == PAUSED || this == RESUMED || this == RESCHEDULED;
        }
    }

    /** Returns the edge at which a rung is reached, or at which it is withdrawn. */
    static Edge ofRung(Metric metric, int cycle, int percent, boolean reached, Instant at) {
        return new Edge(metric, cycle, reached ? rungType(percent) : Type.WITHDRAWN, percent, at);
    }

    private static Type rungType(int percent) {
        return percent == BREACH ? Type.BREACHED : Type.WARNED;
    }

    /**
     * Identifies a warning or the breach of one clock.
     *
     * @param percent of the budget
     */
    public record RungKey(Metric metric, int cycle, int percent) {

        /** Returns {@code <objective>/<cycle>/<edge>} for the first generation, and {@code …/<n>} for the following ones. */
        public String key(int generation) {
            return ofRung(metric, cycle, percent, true, Instant.EPOCH).key(generation);
        }
    }

    /** Whether a clock reaches a rung here. */
    public boolean reachesRung() {
        return type == Type.WARNED || type == Type.BREACHED;
    }

    /** Returns the rung that is reached or withdrawn here; null for other edges. */
    public @Nullable RungKey rung() {
        return reachesRung() || type == Type.WITHDRAWN ? new RungKey(metric, cycle, percent) : null;
    }

    /** Returns {@link #key()} for the first generation, and {@code …/<n>} for the following ones. */
    public String key(int generation) {
        return generation == 1 ? key() : key() + "/" + generation;
    }

    /**
     * Returns {@code <objective>/<cycle>/<edge>}, which is the same in every computation. A rung and its withdrawal have the same
     * key.
     */
    public String key() {
        var keyType = type == Type.WITHDRAWN ? rungType(percent) : type;
        var name = keyType.keyPart;
        if (keyType == Type.WARNED) name += "-" + percent;
        if (keyType.isRepeatable()) name += "-" + at.toEpochMilli();
        if (keyType == Type.RESCHEDULED && percent > 0) name += "-" + percent;
        return (metric == null ? "TICKET" : metric.name()) + "/" + cycle + "/" + name;
    }
}
