package io.amparo.notification.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs a task when triggered, never concurrently. Triggers during a run are coalesced into one further run. */
public final class Wake {
    private static final Logger LOG = System.getLogger(Wake.class.getName());

    private final Runnable work;
    private final AtomicInteger asked = new AtomicInteger();

    public Wake(Runnable work) {
        this.work = work;
    }

    /** Starts the task on a virtual thread and returns immediately. */
    public void up() {
        if (asked.getAndIncrement() == 0) Thread.ofVirtual().name("wake").start(this::workOff);
    }

    private void workOff() {
        int seen;
        do {
            seen = asked.get();
            try {
                work.run();
            } catch (RuntimeException failed) {
                // Unfinished work stays due; the next trigger, at the latest the periodic sweep, processes it.
                LOG.log(Level.WARNING, "Triggered task failed; its work stays due until the next trigger or sweep", failed);
            }
        } while (!asked.compareAndSet(seen, 0));
    }
}
