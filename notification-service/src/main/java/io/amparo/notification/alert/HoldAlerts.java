package io.amparo.notification.alert;

import io.amparo.events.alert.AlertEvent;
import io.amparo.notification.alert.Alert.Hold;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.Versioned;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;

/** Acknowledges, snoozes and releases alerts. What is resolved stays resolved. */
final class HoldAlerts {
    private final AlertGroups groups;
    private final Runnable triggerTicker;

    HoldAlerts(AlertGroups groups, Runnable triggerTicker) {
        this.groups = groups;
        this.triggerTicker = triggerTicker;
    }

    Versioned<AlertGroup> hold(String groupId, Predicate<Alert> which, Hold hold) {
        return update(groupId, group -> group.hold(which, hold));
    }

    Versioned<AlertGroup> release(String groupId, Predicate<Alert> which) {
        return update(groupId, group -> group.release(which));
    }

    private Versioned<AlertGroup> update(String groupId, Function<AlertGroup, Change<AlertGroup, AlertEvent>> decide) {
        var updated = groups.updateAndFind(groupId, "hold/" + UUID.randomUUID(), null, decide);
        triggerTicker.run();
        return updated;
    }
}
