package io.amparo.notification.alert;

import io.amparo.notification.alert.AlertProperties.Channel;
import io.amparo.notification.alert.AlertQueue.Schedule;
import io.amparo.notification.alert.ChannelClient.Outcome;
import io.amparo.platform.store.Change;
import io.amparo.platform.store.DueAggregates;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
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

    SendAlerts(AlertQueues queues, AlertGroups groups, Channel channel, AlertProperties properties, ChannelClient client,
            DueAggregates due, ExecutorService executor, String owner, Runnable triggerNext, Clock clock) {
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
        var group = groups.find(attempt.groupId());
        var outcome = group.isEmpty()
                ? new Outcome.Refused("group deleted")
                : client.send(channel, attempt.waiting().getFirst(), group.get().state());
        var now = clock.instant();
        var hasMore = new AtomicReference<>(false);
        queues.update(attempt.id(), "outcome/" + attempt.lease() + "/" + attempt.dueAt(), queue -> {
            var next = queue.holds(attempt) ? after(queue, outcome, now) : queue;
            hasMore.set(next.isDue(now));
            return change(next);
        });
        // The rest of the messages must not wait for the sweep: a resolve follows its trigger at once.
        if (hasMore.get()) triggerNext.run();
    }

    private static Change<AlertQueue, Void> change(AlertQueue queue) {
        return queue.toChange();
    }

    private AlertQueue after(AlertQueue queue, Outcome outcome, java.time.Instant now) {
        return switch (outcome) {
            case Outcome.Accepted() -> queue.accepted(now, schedule);
            case Outcome.Refused(var reason) -> {
                LOG.log(Level.WARNING, "Channel {0} refuses an alert ({1}); it is not retried", channel.name(), reason);
                yield queue.refused(reason, now, schedule);
            }
            case Outcome.Unavailable(var reason) -> queue.unavailable(reason, now, schedule);
        };
    }
}
