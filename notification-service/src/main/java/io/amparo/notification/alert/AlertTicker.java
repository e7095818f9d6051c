package io.amparo.notification.alert;

import static java.util.stream.Collectors.joining;

import io.amparo.notification.alert.Alert.Mail;
import io.amparo.notification.alert.AlertGroup.Pending;
import io.amparo.notification.alert.AlertGroup.Timing;
import io.amparo.platform.Ids;
import io.amparo.platform.store.DueAggregates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Moves time forward for groups: ends acknowledgements, passes changes on to people and channels, mails what has joined a group,
 * and deletes old groups. Each step can be repeated: its messages are derived from the round of the group.
 */
final class AlertTicker {
    private static final Duration CLAIM = Duration.ofSeconds(30);

    private final AlertGroups groups;
    private final GroupWindows windows;
    private final AlertQueues queues;
    private final Channels channels;
    private final MailAlerts mailAlerts;
    private final DueAggregates dueGroups;
    private final DueAggregates dueWindows;
    private final Timing timing;
    private final Clock clock;

    AlertTicker(AlertGroups groups, GroupWindows windows, AlertQueues queues, Channels channels, MailAlerts mailAlerts,
            DueAggregates dueGroups, DueAggregates dueWindows, Timing timing, Clock clock) {
        this.groups = groups;
        this.windows = windows;
        this.queues = queues;
        this.channels = channels;
        this.mailAlerts = mailAlerts;
        this.dueGroups = dueGroups;
        this.dueWindows = dueWindows;
        this.timing = timing;
        this.clock = clock;
    }

    void tick() {
        dueGroups.forEach(this::handle);
    }

    /** Deletes the windows that no edge has joined for long. */
    void cleanUp() {
        dueWindows.forEach(id -> {
            if (windows.claim(id, clock.instant(), clock.instant().plus(CLAIM))) windows.delete(id);
        });
    }

    private void handle(String id) {
        var now = clock.instant();
        if (!groups.claim(id, now, now.plus(CLAIM))) return;
        groups.update(id, "tick/" + now, group -> group.expire(now));
        var group = groups.find(id).orElseThrow().state();
        if (group.pending() != null)
            passOn(group, now);
        else if (group.mailAt() != null && !group.mailAt().isAfter(now))
            mail(group, now);
        else if (group.isExpired(now)) delete(group);
    }

    private void passOn(AlertGroup group, Instant now) {
        var cause = "alerts/" + group.id() + "/" + group.round();
        channels.send(channels.changed(group, cause, now).toList());
        var open = group.open().toList();
        if (group.pending() == Pending.PAGE_ONCE_MORE && !open.isEmpty()) mailAlerts.handle(group, cause, open, true);
        groups.update(group.id(), "passed-on/" + group.round(), current -> current.passedOn(group.round()));
    }

    /** One mail for all that have joined. Alerts that were resolved or acknowledged meanwhile need none. */
    private void mail(AlertGroup group, Instant now) {
        var waiting = group.alerts().stream().filter(alert -> alert.mail() == Mail.WAITING).toList();
        var open = group.open().toList();
        var name = mailOf(waiting);
        if (waiting.stream().anyMatch(open::contains))
            mailAlerts.handle(group, "alerts/" + group.id() + "/mail-" + name, open, false);
        var ids = waiting.stream().map(Alert::id).toList();
        groups.update(group.id(), "mailed/" + name, current -> current.mailed(ids, now.plus(timing.settle())));
    }

    /** Names a mail by the alerts that wait for it: after a crash it is repeated as another one if further alerts wait. */
    static String mailOf(List<Alert> waiting) {
        return Ids.uuidOf(waiting.stream().map(Alert::id).collect(joining(",")));
    }

    private void delete(AlertGroup group) {
        queues.ofGroup(group.id()).forEach(queue -> queues.delete(queue.id()));
        groups.delete(group.id());
    }
}
