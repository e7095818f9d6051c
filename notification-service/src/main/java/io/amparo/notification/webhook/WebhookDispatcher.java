package io.amparo.notification.webhook;

import io.amparo.platform.LogInterval;
import io.amparo.platform.LogText;
import io.amparo.platform.store.Versioned;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Sends due messages. Each endpoint has a queue of its own with a few attempts at the same time, one while it fails, and all
 * share one limit: a slow endpoint holds up its own messages only. Several instances may run, because a lease admits one attempt.
 */
final class WebhookDispatcher implements AutoCloseable {
    private static final Logger LOG = System.getLogger(WebhookDispatcher.class.getName());
    private static final int MAX_ENDPOINTS = 100;
    private static final int PAGE = 50;
    private static final Duration SHUTDOWN_TIMEOUT = Duration.ofSeconds(5);

    /**
     * @param total attempts at the same time
     * @param perEndpoint attempts to one endpoint at the same time
     */
    record Concurrency(int total, int perEndpoint) {}

    private final Subscriptions subscriptions;
    private final Webhooks webhooks;
    private final WebhookDeliveries deliveries;
    private final SendWebhook sendWebhook;
    private final Concurrency concurrency;
    private final Clock clock;
    private final Semaphore permits;
    private volatile Set<String> known = Set.of();
    private final Set<String> busy = ConcurrentHashMap.newKeySet();
    private final LogInterval interval = new LogInterval();
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    WebhookDispatcher(Subscriptions subscriptions, Webhooks webhooks, WebhookDeliveries deliveries, SendWebhook sendWebhook,
            Concurrency concurrency, Clock clock) {
        this.subscriptions = subscriptions;
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.sendWebhook = sendWebhook;
        this.concurrency = concurrency;
        this.clock = clock;
        this.permits = new Semaphore(concurrency.total(), true);
    }

    /** Starts the queues of the endpoints that have due messages. */
    void tick() {
        var present = subscriptions.all().keySet();
        // Another instance has deleted these; this one may have recorded messages since. A busy one is looked at again.
        var deleted = known.stream().filter(id -> !present.contains(id) && !start(id));
        known = Stream.concat(present.stream(), deleted).collect(Collectors.toSet());
        var idle = present.stream().filter(id -> !busy.contains(id)).toList();
        deliveries.dueWebhooks(idle, clock.instant(), MAX_ENDPOINTS).forEach(this::start);
    }

    /** Returns false if the endpoint is busy. */
    private boolean start(String webhookId) {
        var isIdle = busy.add(webhookId);
        if (isIdle) executor.execute(() -> run(webhookId));
        return isIdle;
    }

    private void run(String webhookId) {
        try {
            while (sendPage(webhookId)) {
                /* until nothing is due */ }
        } catch (RuntimeException e) {
            // The messages stay due.
            if (interval.isDue())
                LOG.log(Level.WARNING, "Webhooks of endpoint {0} cannot be sent ({1}); retrying at the next sweep", webhookId,
                        LogText.rootCause(e));
            return;
        } finally {
            busy.remove(webhookId);
        }
        // Messages that were recorded after the last page was read have found the endpoint busy.
        if (!executor.isShutdown()) restartIfDue(webhookId);
    }

    private void restartIfDue(String webhookId) {
        if (!deliveries.due(webhookId, clock.instant(), 1).isEmpty()) start(webhookId);
    }

    /** Sends a page of due messages and waits for their outcomes. Returns false if nothing is due. */
    private boolean sendPage(String webhookId) {
        var found = sendable(webhookId);
        if (found.isEmpty()) return false;
        var page = deliveries.due(webhookId, clock.instant(), PAGE);
        var slots = new Semaphore(concurrency.perEndpoint());
        for (var due : page) {
            var webhook = sendable(webhookId);
            if (webhook.isEmpty() || executor.isShutdown()) break;
            // A failing endpoint gets one attempt at a time.
            int occupied = webhook.get().failingSince() == null ? 1 : concurrency.perEndpoint();
            slots.acquireUninterruptibly(occupied);
            permits.acquireUninterruptibly();
            executor.execute(() -> send(webhook.get(), due, slots, occupied));
        }
        slots.acquireUninterruptibly(concurrency.perEndpoint());
        return !page.isEmpty() && !executor.isShutdown();
    }

    /** Returns the endpoint if it is active; otherwise its due messages are held, or deleted with it. */
    private Optional<Webhook> sendable(String webhookId) {
        var active = subscriptions.find(webhookId).filter(Webhook::isActive);
        if (active.isPresent()) return active;
        // Another instance may have created or activated it a moment ago. What is due after this instant is not held, because it
        // may be of the time after an activation.
        var now = clock.instant();
        var webhook = webhooks.find(webhookId).map(Versioned::state);
        if (webhook.isEmpty()) deliveries.deleteOf(webhookId);
        if (webhook.isPresent() && !webhook.get().isActive()) deliveries.hold(webhookId, now);
        return webhook.filter(Webhook::isActive);
    }

    private void send(Webhook webhook, WebhookDelivery due, Semaphore slots, int occupied) {
        try {
            sendWebhook.handle(webhook, due);
        } catch (RuntimeException e) {
            // The lease ends; the next attempt follows.
            if (interval.isDue())
                LOG.log(Level.WARNING, "Webhook {0} cannot be sent ({1}); it is retried after its lease expires", due.id(),
                        LogText.rootCause(e));
        } finally {
            permits.release();
            slots.release(occupied);
        }
    }

    /** Waits up to 5 s for running attempts, so that they record their outcomes. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            executor.awaitTermination(SHUTDOWN_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException ignored) {
            Thread.currentThread().interrupt();
        }
    }
}
