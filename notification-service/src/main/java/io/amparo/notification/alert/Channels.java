package io.amparo.notification.alert;

import io.amparo.notification.alert.Alert.State;
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

    /** Returns the messages about a new alert; none if it is acknowledged because a rung below is. */
    Stream<AggregateUpdate<AlertQueue, Void>> opened(AlertGroup group, Alert alert, String cause, Instant now) {
        if (alert.isHeld()) return Stream.of();
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
     * Returns the messages about a change by a person or the clock. PagerDuty does not page once more for an open alert, so that
     * is resolved and opened.
     */
    Stream<AggregateUpdate<AlertQueue, Void>> changed(AlertGroup group, String cause, Instant now) {
        var state = group.state();
        if (state == State.RESOLVED) return Stream.of();
        return properties.channels().stream().filter(channel -> group.open().anyMatch(channel::accepts) || state != State.OPEN)
                .map(channel -> update(group, channel, cause, actions(channel, state), now));
    }

    private static List<Action> actions(Channel channel, State state) {
        if (channel.format() == Format.ALERTMANAGER) return List.of(Action.TRIGGER);
        return state == State.OPEN ? List.of(Action.RESOLVE, Action.TRIGGER) : List.of(Action.ACKNOWLEDGE);
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
