package io.amparo.platform.backend;

import io.amparo.platform.LogText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Logs once that a backend is unavailable, with the effect, and once that it is available again. The clients of the backends and
 * their users would log every attempt.
 */
public final class BackendMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(BackendMonitor.class);
    /** Failures in a row before a backend counts as unavailable: a slow machine is no outage. */
    private static final int MIN_FAILURES = 2;

    /** A request to a backend that fails if it is unavailable. */
    public interface Request {
        void run() throws Exception;
    }

    /**
     * A backend.
     *
     * @param effect of an outage on this service, with what waits
     * @param next step of an operator
     */
    public record Backend(String name, Request request, Supplier<String> effect, String next) {}

    private record Outage(Instant since, int failures) {}

    private final List<Backend> backends;
    private final Clock clock;
    private final ReentrantLock running = new ReentrantLock();
    private final Map<String, Outage> outages = new HashMap<>();

    public BackendMonitor(List<Backend> backends, Clock clock) {
        this.backends = backends;
        this.clock = clock;
    }

    /** At a fixed rate, which gives each run a thread of its own: a backend that does not answer must not delay other tasks. */
    @Scheduled(fixedRateString = "${amparo.backend-check:10s}", initialDelayString = "${amparo.backend-check:10s}")
    public void check() {
        if (!running.tryLock()) return;
        try {
            backends.forEach(this::check);
        } finally {
            running.unlock();
        }
    }

    private void check(Backend backend) {
        try {
            backend.request().run();
            available(backend);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            unavailable(backend, e);
        }
    }

    private void unavailable(Backend backend, Exception failure) {
        var before = outages.getOrDefault(backend.name(), new Outage(clock.instant(), 0));
        var outage = new Outage(before.since(), before.failures() + 1);
        outages.put(backend.name(), outage);
        if (outage.failures() == MIN_FAILURES)
            LOG.warn("{} is unavailable since {} ({}): {}. All continues by itself when it is back. Next: {}", backend.name(),
                    outage.since(), LogText.rootCause(failure), backend.effect().get(), backend.next());
    }

    private void available(Backend backend) {
        var outage = outages.remove(backend.name());
        if (outage != null && outage.failures() >= MIN_FAILURES)
            LOG.info("{} is available again after {} s; what waited for it continues", backend.name(),
                    Duration.between(outage.since(), clock.instant()).toSeconds());
    }
}
