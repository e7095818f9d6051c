package io.amparo.notification.delivery;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicInteger;

/** Does a piece of work as soon as somebody asks for it, never twice at once, and once more for who asked while it was done. */
public final class Wake {
    private static final Logger LOG = System.getLogger(Wake.class.getName());

    private final Runnable work;
    private final AtomicInteger asked = new AtomicInteger();

    public Wake(Runnable work) {
        this.work = work;
    }

    /** Returns at once. */
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
                // What is left undone is still due: the next to wake this, at the latest the sweep, finds it.
                LOG.log(Level.WARNING, "left for the next round", failed);
            }
        } while (!asked.compareAndSet(seen, 0));
    }
}
