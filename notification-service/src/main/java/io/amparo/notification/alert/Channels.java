package io.amparo.notification.alert;

import io.amparo.notification.alert.AlertGroup.Pending;
import io.amparo.notification.alert.AlertProperties.Channel;
import io.amparo.notification.alert.AlertProperties.Format;
import io.amparo.notification.alert.AlertQueue.Action;
import io.amparo.platform.store.AggregateUpdate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Puts messages into the queues of the channels. */
final class Channels {
    private final AlertQueues queues;
    private final AlertProperties properties;
    private final Map<String, Runnable> triggers;

    /** @param triggers sends what is due, by the name of the channel */
    Channels(AlertQueues queues, AlertProperties properties, Map<String, Runnable> triggers) {
        this.queues = queues;
        this.properties = properties;
        this.triggers = Map.copyOf(triggers);
    }

    boolean isEmpty() {
        return properties.channels().isEmpty();
    }

    /** Returns the messages about a new alert; none if it is acknowledged because a rung below is, or has ended meanwhile. */
    Stream<AggregateUpdate<AlertQueue, Void>> opened(AlertGroup group, Alert alert, String cause, Instant now) {
        if (alert.isHeld() || alert.isResolved()) return Stream.of();
        return accepting(alert).map(channel -> update(group, channel, cause, List.of(Action.TRIGGER), now));
    }

    /** Returns the messages about alerts that have ended. A receiver that knows single alerts learns of each. */
    Stream<AggregateUpdate<AlertQueue, Void>> ended(AlertGroup group, String cause, Instant now) {
        return properties.channels().stream().flatMap(channel -> {
            var alerts = group.alerts().stream().filter(channel::accepts).toList();
            if (alerts.isEmpty()) return Stream.of();
            if (alerts.stream().allMatch(Alert::isResolved))
                return Stream.of(update(group, channel, cause, List.of(Action.RESOLVE), now));
            return channel.format() == Format.ALERTMANAGER
                    ? Stream.of(update(group, channel, cause, List.of(Action.TRIGGER), now))
                    : Stream.of();
        });
    }

    /**
     * Returns the messages about a change by a person or the clock. A channel whose alerts have all ended gets none. PagerDuty
     * does not page once more for an open alert, so that is resolved and opened.
     */
    Stream<AggregateUpdate<AlertQueue, Void>> changed(AlertGroup group, String cause, Instant now) {
        return properties.channels().stream().flatMap(channel -> {
            var actions = actions(channel, group);
            return actions.isEmpty() ? Stream.of() : Stream.of(update(group, channel, cause, actions, now));
        });
    }

    /** Returns the messages about the pending change of a group. An acknowledged alert beside an open one changes no page. */
    static List<Action> actions(Channel channel, AlertGroup group) {
        var lasting = group.alerts().stream().filter(alert -> !alert.isResolved() && channel.accepts(alert)).toList();
        if (lasting.isEmpty()) return List.of();
        if (channel.format() == Format.ALERTMANAGER) return List.of(Action.TRIGGER);
        if (lasting.stream().allMatch(Alert::isHeld)) return List.of(Action.ACKNOWLEDGE);
        return group.pending() == Pending.PAGE_ONCE_MORE ? List.of(Action.RESOLVE, Action.TRIGGER) : List.of();
    }

    private Stream<Channel> accepting(Alert alert) {
        return properties.channels().stream().filter(channel -> channel.accepts(alert));
    }

    private AggregateUpdate<AlertQueue, Void> update(AlertGroup group, Channel channel, String cause, List<Action> actions,
            Instant now) {
        var schedule = properties.schedule(channel);
        var initial = actions.contains(Action.TRIGGER)
                ? Optional.of(AlertQueue.of(group.id(), channel.name()))
                : Optional.<AlertQueue>empty();
        return AggregateUpdate.of(AlertQueue.idOf(group.id(), channel.name()), cause, initial, queue -> {
            var next = queue;
            for (var action : actions) next = next.add(action, now, schedule);
            return next.toChange();
        });
    }

    /** Stores the messages and begins to send them. */
    void send(List<AggregateUpdate<AlertQueue, Void>> updates) {
        if (updates.isEmpty()) return;
        queues.applyAll(updates);
        triggers.values().forEach(Runnable::run);
    }
}
