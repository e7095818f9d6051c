package io.amparo.notification.delivery;

import io.amparo.platform.LogInterval;
import io.amparo.platform.LogText;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs a task when triggered, never concurrently. Triggers during a run are coalesced into one further run. */
public final class CoalescingTrigger {
    private static final Logger LOG = System.getLogger(CoalescingTrigger.class.getName());

    private final LogInterval interval = new LogInterval();
    private final Runnable task;
    private final AtomicInteger pendingRequests = new AtomicInteger();

    public CoalescingTrigger(Runnable task) {
        this.task = task;
    }

    /** Starts the task on a virtual thread and returns immediately. */
    public void trigger() {
        if (pendingRequests.getAndIncrement() == 0) Thread.ofVirtual().name("coalescing-trigger").start(this::runUntilIdle);
    }

    private void runUntilIdle() {
        int handled;
        var isIdle = false;
        try {
            do {
                handled = pendingRequests.get();
                try {
                    task.run();
                } catch (RuntimeException e) {
                    // Unfinished work stays due; the next trigger, at the latest the periodic sweep, processes it.
                    if (interval.isDue())
                        LOG.log(Level.WARNING, "Triggered task failed (" + LogText.rootCause(e)
                                + "); its work stays due until the next trigger or sweep. Further failures are logged once a minute",
                                e);
                }
            } while (!pendingRequests.compareAndSet(handled, 0));
            isIdle = true;
        } finally {
            // After an error, such as no memory, the next trigger begins anew.
            if (!isIdle) pendingRequests.set(0);
        }
    }
}
