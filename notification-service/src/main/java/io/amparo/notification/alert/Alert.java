package io.amparo.notification.alert;

import io.amparo.events.Vocabulary.AlertResolution;
import io.amparo.notification.alert.SlaFact.Edge;
import io.amparo.notification.alert.SlaFact.Ended;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The alert of one generation of an edge.
 *
 * @param mail which mail informs people: that of its ticket or by that of its group
 * @param audiences what the mail of its ticket covers
 * @param hold the acknowledgement or the snooze; null for none
 * @param end null while the breach lasts
 */
record Alert(String id, Edge edge, Mail mail, List<String> audiences, @Nullable Hold hold, @Nullable End end) {

    /** State as the API shows it. */
    enum State {
        OPEN, ACKNOWLEDGED, SNOOZED, RESOLVED
    }

    enum Mail {
        /** The event of the edge is mailed. */
        OWN,
        /** The mail about another edge of the ticket covers it. */
        ANNOUNCED,
        /** The next mail of the group covers it. */
        WAITING,
        /** A mail of the group has covered it, or a held alert made a mail needless. */
        COVERED
    }

    /**
     * @param snoozed false for an acknowledgement
     * @param by person id
     */
    record Hold(boolean snoozed, String by, Instant at, Instant until) {}

    record End(AlertResolution resolution, Instant at) {}

    Alert {
        audiences = List.copyOf(audiences);
    }

    State state() {
        if (end != null) return State.RESOLVED;
        if (hold == null) return State.OPEN;
        return hold.snoozed() ? State.SNOOZED : State.ACKNOWLEDGED;
    }

    boolean isResolved() {
        return end != null;
    }

    boolean isHeld() {
        return end == null && hold != null;
    }

    /** An event that follows the edge in the order of its ticket; an older one, delivered once more, ends nothing. */
    boolean isEndedBy(Ended ended) {
        return end == null && edge.clock().equals(ended.clock()) && edge.sequence() < ended.sequence()
                && (ended.percents().isEmpty() || ended.percents().contains(edge.percent()));
    }

    Alert with(@Nullable Hold newHold) {
        return new Alert(id, edge, mail, audiences, newHold, end);
    }

    Alert with(Mail newMail) {
        return new Alert(id, edge, newMail, audiences, hold, end);
    }

    Alert ended(End newEnd) {
        return new Alert(id, edge, mail, audiences, hold, newEnd);
    }
}
