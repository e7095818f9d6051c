package io.amparo.platform;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one message of a kind through per minute, so that an outage does not fill the log. Safe for concurrent use. */
public final class LogInterval {
    private static final long NANOS = Duration.ofMinutes(1).toNanos();

    private final AtomicLong next = new AtomicLong(System.nanoTime());

    /** Whether the message is to be logged now. */
    public boolean isDue() {
        long now = System.nanoTime();
        long due = next.get();
        return now - due >= 0 && next.compareAndSet(due, now + NANOS);
    }
}
