package io.amparo.notification.alert;

import io.amparo.events.alert.AlertEvent.AlertAcknowledged;
import io.amparo.events.alert.AlertEvent.AlertOpened;
import io.amparo.events.alert.AlertEvent.AlertResolved;
import io.amparo.events.alert.AlertEvent;
import io.amparo.notification.alert.Alert.End;
import io.amparo.notification.alert.Alert.Hold;
import io.amparo.notification.alert.Alert.Mail;
import io.amparo.notification.alert.Alert.State;
import io.amparo.notification.alert.SlaFact.Ended;
import io.amparo.notification.alert.SlaFact.Reached;
import io.amparo.platform.Ids;
import io.amparo.platform.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Alerts that are paged together: breaches of one cause or one customer within the window, and their next rungs.
 *
 * @param key key of the edge that opened the group; receivers know the group by it
 * @param grouping what the alerts have in common
 * @param round number of the last change that people or channels have to learn of by the ticker
 * @param pending that change; null if there is none
 * @param mailAt when the mail about the waiting alerts is due; null if none waits
 */
record AlertGroup(String id, String key, Grouping grouping, Instant openedAt, List<Alert> alerts, int round,
        @Nullable Pending pending, @Nullable Instant mailAt, Duration retention) {

    /** @param value causation id or customer id */
    record Grouping(Kind kind, String value) {
        enum Kind {
            CAUSE, CUSTOMER
        }

        static Grouping of(Reached reached) {
            var cause = reached.sharedCause();
            return cause == null ? new Grouping(Kind.CUSTOMER, reached.edge().customerId()) : new Grouping(Kind.CAUSE, cause);
        }
    }

    /** A change that does not follow from an event. */
    enum Pending {
        ACKNOWLEDGED, PAGE_ONCE_MORE
    }

    /**
     * @param window time in which edges join a group
     * @param settle least time before the mail of a group, so that it covers what arrives together
     */
    record Timing(Duration window, Duration settle, Duration retention) {}

    AlertGroup {
        alerts = List.copyOf(alerts);
    }

    static String idOf(String key) {
        return Ids.uuidOf(key);
    }

    static AlertGroup openedBy(Reached first, String key, Timing timing) {
        return new AlertGroup(idOf(key), key, Grouping.of(first), first.edge().at(), List.of(), 0, null, null,
                timing.retention());
    }

    State state() {
        var open = alerts.stream().filter(alert -> !alert.isResolved()).toList();
        if (open.isEmpty()) return State.RESOLVED;
        if (!open.stream().allMatch(Alert::isHeld)) return State.OPEN;
        return open.stream().allMatch(alert -> alert.state() == State.SNOOZED) ? State.SNOOZED : State.ACKNOWLEDGED;
    }

    Optional<Alert> alertOf(String edgeKey) {
        return alerts.stream().filter(alert -> alert.edge().key().equals(edgeKey)).findFirst();
    }

    Optional<Alert> alert(String alertId) {
        return alerts.stream().filter(alert -> alert.id().equals(alertId)).findFirst();
    }

    Stream<Alert> open() {
        return alerts.stream().filter(alert -> alert.state() == State.OPEN);
    }

    /** When the last alert was resolved; null while one is not. */
    private @Nullable Instant resolvedAt() {
        Instant last = openedAt;
        for (var alert : alerts) {
            if (alert.end() == null) return null;
            if (alert.end().at().isAfter(last)) last = alert.end().at();
        }
        return last;
    }

    boolean isExpired(Instant now) {
        var resolved = resolvedAt();
        return resolved != null && !resolved.plus(retention).isAfter(now);
    }

    private Change<AlertGroup, AlertEvent> toChange(List<AlertEvent> events) {
        return new Change<>(this, events, dueAt());
    }

    private @Nullable Instant dueAt() {
        if (pending != null) return openedAt;
        var resolved = resolvedAt();
        if (resolved != null) return resolved.plus(retention);
        return Stream
                .concat(Stream.ofNullable(mailAt),
                        alerts.stream().filter(Alert::isHeld).flatMap(alert -> Stream.ofNullable(alert.hold())).map(Hold::until))
                .min(Instant::compareTo).orElse(null);
    }

    Change<AlertGroup, AlertEvent> unchanged() {
        return toChange(List.of());
    }

    /** Opens the alert of an edge, once. A rung above one that is acknowledged is acknowledged as well. */
    Change<AlertGroup, AlertEvent> reached(Reached reached, Instant now, Timing timing) {
        var edge = reached.edge();
        if (alertOf(edge.key()).isPresent()) return toChange(List.of());
        var hold = alerts.stream().filter(alert -> alert.isHeld() && alert.edge().clock().equals(edge.clock())).map(Alert::hold)
                .findFirst().orElse(null);
        var mail = mailOf(reached, hold);
        var alert = new Alert(idOf("alert/" + edge.key()), edge, mail, mail == Mail.OWN ? reached.audiences() : List.of(), hold,
                null);
        var all = new ArrayList<>(alerts);
        all.add(alert);
        var earliest = now.plus(timing.settle());
        var windowEnd = openedAt.plus(timing.window());
        var due = mail != Mail.WAITING || mailAt != null ? mailAt : windowEnd.isAfter(earliest) ? windowEnd : earliest;
        return new AlertGroup(id, key, grouping, openedAt, all, round, pending, due, retention)
                .toChange(List.of(new AlertOpened(alert.id(), edge.key(), id, edge.clock().ticketId(), edge.number(),
                        edge.customerId(), edge.plan(), edge.clock().metric(), edge.clock().cycle(), edge.percent(), edge.dueAt(),
                        edge.rungs(), edge.at())));
    }

    /** The first edge of each audience is mailed as an edge without a group; the mail of the group covers the others. */
    private Mail mailOf(Reached reached, @Nullable Hold hold) {
        if (hold != null) return Mail.COVERED;
        if (reached.isAnnounced()) return Mail.ANNOUNCED;
        var mailed = new HashSet<String>();
        alerts.stream().filter(alert -> !alert.isResolved()).forEach(alert -> mailed.addAll(alert.audiences()));
        return mailed.containsAll(reached.audiences()) ? Mail.WAITING : Mail.OWN;
    }

    Change<AlertGroup, AlertEvent> ended(Ended ended) {
        var end = new End(ended.resolution(), ended.at());
        return change(alert -> alert.isEndedBy(ended), alert -> alert.ended(end), null,
                alert -> new AlertResolved(alert.id(), id, alert.edge().clock().ticketId(), alert.edge().number(),
                        alert.edge().customerId(), end.resolution().name(), end.at()));
    }

    /** Holds the alerts that match and are not resolved. */
    Change<AlertGroup, AlertEvent> hold(Predicate<Alert> which, Hold hold) {
        return change(alert -> !alert.isResolved() && which.test(alert), alert -> alert.with(hold), Pending.ACKNOWLEDGED,
                alert -> new AlertAcknowledged(alert.id(), id, alert.edge().clock().ticketId(), alert.edge().number(),
                        alert.edge().customerId(), hold.by(), hold.snoozed(), hold.until(), hold.at()));
    }

    /** Ends the acknowledgements and snoozes of the alerts that match: they page once more. */
    Change<AlertGroup, AlertEvent> release(Predicate<Alert> which) {
        return change(alert -> alert.isHeld() && which.test(alert), alert -> alert.with((Hold) null), Pending.PAGE_ONCE_MORE,
                _ -> null);
    }

    Change<AlertGroup, AlertEvent> expire(Instant now) {
        return release(alert -> alert.hold() != null && !alert.hold().until().isAfter(now));
    }

    /** Records that people and channels know of the change of a round, unless another one has followed. */
    Change<AlertGroup, AlertEvent> passedOn(int passedRound) {
        return (passedRound == round ? new AlertGroup(id, key, grouping, openedAt, alerts, round, null, mailAt, retention) : this)
                .toChange(List.of());
    }

    /** Records that a mail has covered these alerts. */
    Change<AlertGroup, AlertEvent> mailed(List<String> alertIds, Instant due) {
        var all = alerts.stream().map(alert -> alertIds.contains(alert.id()) ? alert.with(Mail.COVERED) : alert).toList();
        var next = all.stream().anyMatch(alert -> alert.mail() == Mail.WAITING) ? due : null;
        return new AlertGroup(id, key, grouping, openedAt, all, round, pending, next, retention).toChange(List.of());
    }

    private Change<AlertGroup, AlertEvent> change(Predicate<Alert> which, UnaryOperator<Alert> step, @Nullable Pending next,
            Function<Alert, @Nullable AlertEvent> event) {
        var changed = alerts.stream().filter(which).toList();
        if (changed.isEmpty()) return toChange(List.of());
        var all = alerts.stream().map(alert -> which.test(alert) ? step.apply(alert) : alert).toList();
        var newRound = next == null ? round : round + 1;
        // Who is to be paged once more is so although an acknowledgement of another alert follows.
        var newPending = next == null || pending == Pending.PAGE_ONCE_MORE ? pending : next;
        return new AlertGroup(id, key, grouping, openedAt, all, newRound, newPending, mailAt, retention)
                .toChange(changed.stream().map(event).flatMap(Stream::ofNullable).toList());
    }
}
