package io.amparo.platform.store;

import io.amparo.platform.LogInterval;
import io.amparo.platform.LogText;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Publishes the outbox entries of the documents in order, and removes the entries that the broker has acknowledged. Every write
 * signals the relay and passes its entries in memory; the relay reads a document only if it does not know that no older entry is
 * unpublished. A sweep finds entries left by a crash. Published entries are removed about 1 s later, many documents in one bulk
 * write. Until then the relay remembers them in memory; after a crash they are published once more. Two concurrent relays only
 * cause duplicates, because the id of an event is the same every time. No failure ends the relay before it is stopped.
 */
public final class OutboxRelay implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);
    private static final int BATCH_SIZE = 200;
    private static final int SWEEP_PAGE_SIZE = 100;
    private static final Duration RETRY_DELAY = Duration.ofMillis(500);
    private static final Duration DIRECT_TIMEOUT = Duration.ofSeconds(30);
    private static final Duration MAX_REMOVE_INTERVAL = Duration.ofSeconds(1);

    private final LogInterval failures = new LogInterval();
    private final Outbox outbox;
    private final Producer<String, byte[]> producer;
    private final PendingQueue queue = new PendingQueue();
    private final OutboxSweep sweep;
    private final Duration removeInterval;
    private final PublishedEntries published;
    private final ParkedEntries parked;
    private final OutboxPublisher publisher;
    private final DirectPublisher direct;
    private volatile boolean running;
    private Thread thread = Thread.ofVirtual().unstarted(() -> {});

    public OutboxRelay(Outbox outbox, Producer<String, byte[]> producer, Clock clock, Duration sweepEvery, MeterRegistry meters) {
        this.outbox = outbox;
        this.producer = producer;
        sweep = new OutboxSweep(outbox, clock, sweepEvery);
        // The sweep of another instance takes entries that are older than the interval for left behind.
        var third = sweepEvery.dividedBy(3);
        removeInterval = third.compareTo(MAX_REMOVE_INTERVAL) < 0 ? third : MAX_REMOVE_INTERVAL;
        published = new PublishedEntries(outbox);
        parked = new ParkedEntries(outbox, clock, meters);
        var inProgress = new InProgress(clock);
        publisher = new OutboxPublisher(outbox, producer, queue, published, parked, inProgress, clock, meters);
        direct = new DirectPublisher(producer, DIRECT_TIMEOUT);
    }

    @Override
    public void start() {
        running = true;
        outbox.attachRelay(this);
        thread = Thread.ofPlatform().name("outbox-relay").daemon(true).start(this::run);
    }

    void signal(PendingDocument document, HandOver handOver) {
        queue.add(document, handOver);
    }

    ParkedEntries parked() {
        return parked;
    }

    /**
     * Sends parked entries once more.
     *
     * @param id id of an event or of a document; null for all parked entries
     * @return the number of entries
     */
    public int retryParked(@Nullable String id) {
        var documents = parked.retry(id);
        documents.forEach(queue::add);
        return documents.size();
    }

    /** Publishes records that are in no outbox. */
    DirectPublisher directly() {
        return direct;
    }

    private void run() {
        long removeAt = System.nanoTime();
        while (running) {
            try {
                publishNextBatch();
                if (System.nanoTime() - removeAt >= 0) {
                    published.remove();
                    removeAt = System.nanoTime() + removeInterval.toNanos();
                }
            } catch (InterruptedException | InterruptException ignored) {
                // Only stop() interrupts this thread; the loop ends then.
            } catch (Throwable e) { // an Error must not end the relay either: its events would wait until the next start
                if (failures.isDue())
                    LOG.warn(
                            "Outbox relay failed: {}; events wait, and it retries every {} ms. Further failures are logged once a "
                                    + "minute",
                            LogText.rootCause(e), RETRY_DELAY.toMillis(), StoreFailure.isOutage(e) ? null : e);
                pause();
            }
        }
        Thread.interrupted(); // clears the interrupt, which would abort the last write
        try {
            published.remove();
        } catch (RuntimeException e) {
            LOG.warn("Outbox relay cannot remove published entries ({}); it publishes them once more after the next start",
                    e.toString());
        }
    }

    private void publishNextBatch() throws InterruptedException {
        var batch = new LinkedHashMap<>(queue.poll(BATCH_SIZE, sweep.isPending() ? Duration.ZERO : removeInterval));
        try {
            if (sweep.isPending()) sweep.nextPage(SWEEP_PAGE_SIZE).forEach(document -> batch.put(document, HandOver.NONE));
            publisher.publish(batch);
        } catch (Throwable e) {
            batch.keySet().forEach(document -> queue.add(document, RETRY_DELAY));
            throw e;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(RETRY_DELAY.toMillis());
        } catch (InterruptedException ignored) {
            // Only stop() interrupts this thread; the loop ends then.
        }
    }

    @Override
    public void stop() {
        running = false;
        thread.interrupt();
        try {
            thread.join(Duration.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        producer.close(Duration.ofSeconds(5));
    }

    @Override
    public boolean isRunning() {
        return running;
    }
}
