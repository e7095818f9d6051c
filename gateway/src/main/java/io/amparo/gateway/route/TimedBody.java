package io.amparo.gateway.route;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Response body that is closed at its end time, or after a time without data. A read that waits then fails or ends. */
final class TimedBody extends FilterInputStream {
    private static final int CHECKS_PER_IDLE_TIME = 4;

    private final List<Future<?>> timers = new ArrayList<>();
    private volatile long lastReadNanos = System.nanoTime();
    private volatile boolean expired;

    TimedBody(InputStream body, ScheduledExecutorService timer, Duration total) {
        super(body);
        timers.add(timer.schedule(this::expire, total.toNanos(), TimeUnit.NANOSECONDS));
    }

    TimedBody closedWhenIdle(ScheduledExecutorService timer, Duration idle) {
        long interval = idle.toNanos() / CHECKS_PER_IDLE_TIME;
        timers.add(timer.scheduleAtFixedRate(() -> {
            if (System.nanoTime() - lastReadNanos > idle.toNanos()) closeBody();
        }, interval, interval, TimeUnit.NANOSECONDS));
        return this;
    }

    /** Returns whether the end time has passed. */
    boolean expired() {
        return expired;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        int count = in.read(into, offset, length);
        // A body that is closed here must not look complete.
        if (expired) throw new IOException("The response exceeds its time limit");
        lastReadNanos = System.nanoTime();
        return count;
    }

    @Override
    public void close() throws IOException {
        timers.forEach(timer -> timer.cancel(false));
        in.close();
    }

    private void expire() {
        expired = true;
        closeBody();
    }

    private void closeBody() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
