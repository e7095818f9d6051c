package io.amparo.platform.backend;

import io.amparo.platform.LogText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * Logs that a backend is unavailable, with the effect, once a minute what waits, and once that it is available again. The clients
 * of the backends and their users would log every attempt.
 */
public final class BackendMonitor {
    private static final Logger LOG = LoggerFactory.getLogger(BackendMonitor.class);
    /** Failures in a row before a backend counts as unavailable: a slow machine is no outage. */
    private static final int MIN_FAILURES = 2;
    private static final Duration LOG_INTERVAL = Duration.ofMinutes(1);

    /** A request to a backend that fails if it is unavailable. */
    public interface Request {
        void run() throws Exception;
    }

    /**
     * A backend.
     *
     * @param effect of an outage on this service, with what waits
     * @param next step of an operator
     * @param outages learns when an outage begins and ends
     */
    public record Backend(String name, Request request, Supplier<String> effect, String next, OutageListener outages) {
        public Backend(String name, Request request, Supplier<String> effect, String next) {
            this(name, request, effect, next, new OutageListener() {
            });
        }
    }

    /** Keeps the lines of the clients of a backend out of the log during an outage. */
    public interface OutageListener {
        default void began() {}

        default void ended() {}

        /** Returns what it kept out of the log although the backend answers; empty for nothing. */
        default Optional<String> unexplained() {
            return Optional.empty();
        }
    }

    private record Outage(Instant since, int failures, Instant loggedAt) {
        Outage failed(Instant now) {
            return new Outage(since, failures + 1, failures + 1 == MIN_FAILURES ? now : loggedAt);
        }
    }

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
        var now = clock.instant();
        var outage = outages.getOrDefault(backend.name(), new Outage(now, 0, now)).failed(now);
        outages.put(backend.name(), outage);
        backend.outages().began();
        if (outage.failures() > MIN_FAILURES && !now.isBefore(outage.loggedAt().plus(LOG_INTERVAL))) {
            outages.put(backend.name(), new Outage(outage.since(), outage.failures(), now));
            LOG.warn("{} is still unavailable after {} s: {}", backend.name(), Duration.between(outage.since(), now).toSeconds(),
                    backend.effect().get());
        }
        if (outage.failures() == MIN_FAILURES)
            LOG.warn("{} is unavailable since {} ({}): {}. All continues by itself when it is back. Next: {}", backend.name(),
                    outage.since(), LogText.rootCause(failure), backend.effect().get(), backend.next());
    }

    private void available(Backend backend) {
        var outage = outages.remove(backend.name());
        if (outage != null)
            backend.outages().ended();
        else
            backend.outages().unexplained().ifPresent(lines -> LOG
                    .warn("{} answers, but its clients report failures: {}. What they do is retried", backend.name(), lines));
        if (outage != null && outage.failures() >= MIN_FAILURES)
            LOG.info("{} is available again after {} s; what waited for it continues", backend.name(),
                    Duration.between(outage.since(), clock.instant()).toSeconds());
    }
}
