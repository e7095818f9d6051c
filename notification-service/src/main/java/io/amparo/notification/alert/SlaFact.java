package io.amparo.notification.alert;

import io.amparo.events.Vocabulary.AlertResolution;
import io.amparo.platform.store.EventOrigin;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the SLA engine has reported about a breach. */
public sealed interface SlaFact {
    EventOrigin origin();

    String ticketId();

    /** Increases with each event of a ticket. */
    long sequence();

    /** Returns the causation id. */
    default String cause() {
        return origin().causation();
    }

    /** One clock of a ticket. */
    record Clock(String ticketId, String metric, int cycle) {}

    /**
     * An edge at or above 100 %.
     *
     * @param key identifies the edge and its generation
     * @param rungs escalation targets; empty for all staff
     */
    record Edge(String key, Clock clock, String number, String customerId, String plan, String priority, int percent,
            @Nullable Instant dueAt, List<String> rungs, long sequence, Instant at) {
        public Edge {
            rungs = rungs.stream().sorted().toList();
        }

        /** Returns what one mail covers: the percentage, who gets it, and whether it may pierce quiet hours. */
        String audience() {
            return audience(percent, rungs, priority);
        }

        static String audience(int percent, List<String> rungs, String priority) {
            return (priority.equals("P1") ? "urgent " : "") + percent + ":" + String.join(",", rungs.stream().sorted().toList());
        }
    }

    /**
     * A clock has reached an edge.
     *
     * @param isAnnounced whether the mail about another edge announces it
     * @param audiences percentages and escalation targets of the mail about it: its own, and those that it announces
     * @param sharedCause causation id of a change that affects several tickets; null for none
     */
    record Reached(EventOrigin origin, Edge edge, boolean isAnnounced, List<String> audiences,
            @Nullable String sharedCause) implements SlaFact {
        @Override
        public String ticketId() {
            return edge.clock().ticketId();
        }

        @Override
        public long sequence() {
            return edge.sequence();
        }
    }

    /**
     * Edges of a clock are over.
     *
     * @param percents their percentages; empty for all
     * @param isMailed whether the event is mailed on its own: it withdraws a breach and announces nothing else
     */
    record Ended(EventOrigin origin, Clock clock, Set<Integer> percents, long sequence, AlertResolution resolution, Instant at,
            boolean isMailed) implements SlaFact {
        @Override
        public String ticketId() {
            return clock.ticketId();
        }
    }
}
