package io.amparo.notification.delivery;

import io.amparo.platform.LogInterval;
import io.amparo.platform.LogText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Renews the leases of running attempts, which can take longer than a lease. */
final class LeaseRenewal implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LeaseRenewal.class.getName());

    private final ScheduledExecutorService scheduler = Executors
            .newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("mail-lease-renewal").factory());
    private final LogInterval interval = new LogInterval();
    private final Deliveries deliveries;
    private final DeliveryRetrySchedule retrySchedule;
    private final Duration period;
    private final Clock clock;

    LeaseRenewal(Deliveries deliveries, DeliveryRetrySchedule retrySchedule, Duration period, Clock clock) {
        this.deliveries = deliveries;
        this.retrySchedule = retrySchedule;
        this.period = period;
        this.clock = clock;
    }

    /** Runs an attempt and renews its lease until it ends. */
    Outcome during(Delivery leased, Supplier<Outcome> attempt) {
        var task = scheduler.scheduleAtFixedRate(() -> renew(leased), period.toMillis(), period.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return attempt.get();
        } finally {
            task.cancel(false);
        }
    }

    private void renew(Delivery leased) {
        try {
            deliveries.renew(leased, clock.instant(), retrySchedule);
        } catch (RuntimeException e) {
            // An attempt that has lost its lease does not hand over its mail, and changes no other attempt.
            if (interval.isDue())
                LOG.log(Level.WARNING,
                        "Lease of delivery {0} cannot be renewed ({1}); retrying in {2}, and another instance may take it over",
                        leased.id(), LogText.rootCause(e), period);
        }
    }

    @Override
    public void close() {
        scheduler.shutdownNow();
    }
}
