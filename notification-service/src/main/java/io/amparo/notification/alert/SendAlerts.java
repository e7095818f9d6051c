package io.amparo.notification.alert;

import io.amparo.notification.alert.AlertProperties.Channel;
import io.amparo.notification.alert.AlertProperties.Format;
import io.amparo.notification.alert.AlertQueue.Action;
import io.amparo.notification.alert.AlertQueue.Schedule;
import io.amparo.notification.alert.ChannelClient.Outcome;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.DueAggregates;
import io.amparo.platform.store.Versioned;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Sends what is due to one channel. Each channel has its own permits, so one whose receiver does not answer delays no other.
 * Several instances may run concurrently, because the lease admits one attempt.
 */
final class SendAlerts {
    private static final Logger LOG = System.getLogger(SendAlerts.class.getName());

    private final AlertQueues queues;
    private final AlertGroups groups;
    private final Channel channel;
    private final Schedule schedule;
    private final ChannelClient client;
    private final DueAggregates due;
    private final ExecutorService executor;
    private final Semaphore permits;
    private final String owner;
    private final Runnable triggerNext;
    private final Clock clock;
    private final Runnable countRefused;

    SendAlerts(AlertQueues queues, AlertGroups groups, Channel channel, AlertProperties properties, ChannelClient client,
            DueAggregates due, ExecutorService executor, String owner, Runnable triggerNext, Clock clock, Runnable countRefused) {
        this.queues = queues;
        this.groups = groups;
        this.channel = channel;
        this.schedule = properties.schedule(channel);
        this.client = client;
        this.due = due;
        this.executor = executor;
        this.permits = new Semaphore(properties.concurrency());
        this.owner = owner;
        this.triggerNext = triggerNext;
        this.clock = clock;
        this.countRefused = countRefused;
    }

    void tick() {
        due.forEach(this::begin);
    }

    /** Leases before the next one is read: one that cannot be leased backs off. */
    private void begin(String id) {
        permits.acquireUninterruptibly();
        var started = false;
        try {
            var leased = lease(id);
            leased.ifPresent(attempt -> executor.execute(() -> run(attempt)));
            started = leased.isPresent();
        } finally {
            if (!started) permits.release();
        }
    }

    private Optional<AlertQueue> lease(String id) {
        var now = clock.instant();
        var leased = new AtomicReference<@Nullable AlertQueue>();
        var stored = queues.update(id, "lease/" + owner + "/" + now, queue -> {
            var attempt = queue.attempt(owner, now, schedule);
            leased.set(attempt.attempts() > queue.attempts() ? attempt : null);
            return attempt.toChange();
        });
        return stored ? Optional.ofNullable(leased.get()) : Optional.empty();
    }

    private void run(AlertQueue attempt) {
        try {
            send(attempt);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "Attempt to send an alert to channel " + channel.name()
                    + " failed unexpectedly; it is retried after its lease expires", e);
        } finally {
            permits.release();
        }
    }

    private void send(AlertQueue attempt) {
        var group = groups.find(attempt.groupId()).map(Versioned::state);
        var alerts = group.stream().flatMap(found -> found.alerts().stream()).filter(channel::accepts).toList();
        // A channel whose rungs have changed, or a deleted group, has no alert that could be named.
        var isNameless = alerts.isEmpty() && channel.format() == Format.ALERTMANAGER;
        var message = group.isEmpty() || isNameless ? Optional.<Action>empty() : attempt.message(alerts);
        var outcome = message.map(action -> client.send(channel, action, group.orElseThrow()));
        outcome.ifPresent(this::report);
        var now = clock.instant();
        var hasMore = new AtomicReference<>(false);
        queues.update(attempt.id(), "outcome/" + attempt.lease() + "/" + attempt.dueAt(), queue -> {
            var next = queue.holds(attempt)
                    ? outcome.map(known -> after(queue, message.orElseThrow(), alerts, known, now))
                            .orElseGet(() -> queue.dropped(now, schedule))
                    : queue;
            hasMore.set(next.isDue(now));
            return change(next);
        });
        // The rest of the messages must not wait for the sweep: a resolve follows its trigger at once.
        if (hasMore.get()) triggerNext.run();
    }

    private static Change<AlertQueue, Void> change(AlertQueue queue) {
        return queue.toChange();
    }

    private void report(Outcome outcome) {
        if (!(outcome instanceof Outcome.Refused(var reason))) return;
        countRefused.run();
        LOG.log(Level.WARNING, "Channel {0} refuses an alert ({1}); it is not retried", channel.name(), reason);
    }

    private AlertQueue after(AlertQueue queue, Action sent, List<Alert> alerts, Outcome outcome, Instant now) {
        return switch (outcome) {
            case Outcome.Accepted() -> queue.accepted(sent, alerts, now, schedule);
            case Outcome.Refused(var reason) -> queue.refused(reason, now, schedule);
            case Outcome.Unavailable(var reason) -> queue.unavailable(reason, now, schedule);
        };
    }
}
