package io.amparo.notification.alert;

import io.amparo.platform.store.Change;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one group to one channel, in order. All of them are one document and one is sent at a time, so a retried
 * trigger never overtakes a resolve.
 *
 * @param waiting the first one is sent next
 * @param open whether the last of all messages, also of the waiting ones, is no resolve
 * @param triggered whether the receiver has, or may have, an open alert
 * @param attempts attempts of the first message
 * @param beganAt instant of its first attempt
 * @param lease owner of the running attempt
 * @param failure why the last message that failed was given up; null after a later one was sent
 */
record AlertQueue(String groupId, String channel, List<Action> waiting, boolean open, boolean triggered, int attempts,
        @Nullable Instant beganAt, @Nullable String lease, @Nullable Instant dueAt, @Nullable Instant sentAt,
        @Nullable String failure) {

    enum Action {
        TRIGGER, ACKNOWLEDGE, RESOLVE
    }

    /**
     * @param lease time after which an attempt counts as crashed; longer than its time-out
     * @param update least time between two triggers of an open alert, which differ in the count only
     * @param resend when a channel without a memory gets its alerts once more; null for others
     */
    record Schedule(Duration lease, Duration initialBackoff, Duration maxBackoff, Duration giveUpAfter, Duration update,
            @Nullable Duration resend) {
        private static final int MAX_DOUBLINGS = 20;

        private Instant retryAt(int attempts, Instant now) {
            var backoff = initialBackoff.multipliedBy(1L << Math.min(attempts - 1, MAX_DOUBLINGS));
            return now.plus(backoff.compareTo(maxBackoff) < 0 ? backoff : maxBackoff);
        }
    }

    AlertQueue {
        waiting = List.copyOf(waiting);
    }

    static AlertQueue of(String groupId, String channel) {
        return new AlertQueue(groupId, channel, List.of(), false, false, 0, null, null, null, null, null);
    }

    String id() {
        return idOf(groupId, channel);
    }

    static String idOf(String groupId, String channel) {
        return groupId + "@" + channel;
    }

    Change<AlertQueue, Void> toChange() {
        return new Change<>(this, List.of(), dueAt);
    }

    private boolean isStarted() {
        return attempts > 0;
    }

    /** Adds a message. Messages that the new one makes needless and that were not attempted are removed. */
    AlertQueue add(Action action, Instant now, Schedule schedule) {
        if (action != Action.TRIGGER && !open) return this;
        var last = waiting.isEmpty() ? null : waiting.getLast();
        if (action == last && !(isStarted() && waiting.size() == 1)) return this;
        var queue = new ArrayList<>(action == Action.RESOLVE ? beforeResolve() : waiting);
        if (action != Action.RESOLVE || queue.isEmpty() || queue.getLast() != Action.RESOLVE) queue.add(action);
        var next = new AlertQueue(groupId, channel, queue, action != Action.RESOLVE, triggered, attempts, beganAt, lease, dueAt,
                sentAt, failure);
        return isStarted() ? next : next.due(now, schedule);
    }

    /** A resolve makes updates needless; the receiver gets a trigger that it has never got. */
    private List<Action> beforeResolve() {
        if (isStarted()) return waiting.subList(0, 1);
        return !triggered && waiting.contains(Action.TRIGGER) ? List.of(Action.TRIGGER) : List.of();
    }

    private AlertQueue due(Instant now, Schedule schedule) {
        return new AlertQueue(groupId, channel, waiting, open, triggered, attempts, beganAt, lease, nextDue(now, schedule),
                sentAt, failure);
    }

    private @Nullable Instant nextDue(Instant now, Schedule schedule) {
        if (waiting.isEmpty()) return schedule.resend() != null && open && triggered ? now.plus(schedule.resend()) : null;
        if (waiting.getFirst() != Action.TRIGGER || !triggered || sentAt == null) return now;
        var earliest = sentAt.plus(schedule.update());
        return earliest.isAfter(now) ? earliest : now;
    }

    boolean isDue(Instant now) {
        return dueAt != null && !dueAt.isAfter(now);
    }

    /** Begins the next attempt, unless another instance has or nothing is due. */
    AlertQueue attempt(String owner, Instant now, Schedule schedule) {
        if (!isDue(now)) return this;
        var messages = waiting.isEmpty() && schedule.resend() != null && open ? List.of(Action.TRIGGER) : waiting;
        if (messages.isEmpty())
            return new AlertQueue(groupId, channel, messages, open, triggered, 0, null, null, null, sentAt, failure);
        return new AlertQueue(groupId, channel, messages, open, triggered, attempts + 1, beganAt == null ? now : beganAt, owner,
                now.plus(schedule.lease()), sentAt, failure);
    }

    boolean holds(AlertQueue attempt) {
        return lease != null && lease.equals(attempt.lease) && attempts == attempt.attempts;
    }

    /**
     * Returns the message of an attempt; empty if it is needless, because the group has changed since its first message was
     * added.
     *
     * @param alerts those of the group that the channel accepts
     */
    Optional<Action> message(List<Alert> alerts) {
        var lasting = alerts.stream().filter(alert -> !alert.isResolved()).toList();
        var first = waiting.getFirst();
        var isNeedless = switch (first) {
            case TRIGGER -> lasting.isEmpty();
            case ACKNOWLEDGE -> lasting.isEmpty() || !lasting.stream().allMatch(Alert::isHeld);
            case RESOLVE -> false;
        };
        if (!isNeedless) return Optional.of(first);
        // An attempt before may have arrived.
        return first == Action.TRIGGER && (triggered || attempts > 1) ? Optional.of(Action.RESOLVE) : Optional.empty();
    }

    /**
     * @param sent the message of the attempt
     * @param alerts those of the group that the channel accepts. If one has not ended, a trigger follows a resolve
     */
    AlertQueue accepted(Action sent, List<Alert> alerts, Instant now, Schedule schedule) {
        var known = switch (sent) {
            case TRIGGER -> true;
            case RESOLVE -> false;
            case ACKNOWLEDGE -> triggered;
        };
        var next = without(known, now, now, null, schedule).closedUnless(known);
        var isOverdue = sent == Action.RESOLVE && !next.waiting.contains(Action.TRIGGER)
                && !alerts.stream().allMatch(Alert::isResolved);
        return isOverdue ? next.add(Action.TRIGGER, now, schedule) : next;
    }

    /** The message is needless. */
    AlertQueue dropped(Instant now, Schedule schedule) {
        var known = triggered && waiting.getFirst() == Action.ACKNOWLEDGE;
        return without(known, now, sentAt, failure, schedule).closedUnless(known);
    }

    private AlertQueue closedUnless(boolean known) {
        return new AlertQueue(groupId, channel, waiting, waiting.isEmpty() ? known : open, triggered, attempts, beganAt, lease,
                dueAt, sentAt, failure);
    }

    /** The receiver will never accept the message. */
    AlertQueue refused(String reason, Instant now, Schedule schedule) {
        return without(triggered, now, sentAt, reason, schedule);
    }

    /** Schedules a retry; gives the message up after a time, although a trigger may have arrived. */
    AlertQueue unavailable(String reason, Instant now, Schedule schedule) {
        var next = schedule.retryAt(attempts, now);
        if (beganAt != null && next.isAfter(beganAt.plus(schedule.giveUpAfter())))
            return without(triggered || waiting.getFirst() == Action.TRIGGER, now, sentAt, reason, schedule);
        return new AlertQueue(groupId, channel, waiting, open, triggered, attempts, beganAt, null, next, sentAt, failure);
    }

    private AlertQueue without(boolean known, Instant now, @Nullable Instant sent, @Nullable String reason, Schedule schedule) {
        var rest = new ArrayList<>(waiting.subList(1, waiting.size()));
        // What the receiver does not know can be neither acknowledged nor resolved.
        while (!known && !rest.isEmpty() && rest.getFirst() != Action.TRIGGER)
            rest.removeFirst();
        return new AlertQueue(groupId, channel, rest, open, known, 0, null, null, null, sent, reason).due(now, schedule);
    }
}
