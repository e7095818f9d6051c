package io.amparo.platform.remote;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.timelimiter.TimeLimiter;
import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.HttpClientErrorException;

/**
 * Another service, asked because our own caller waits for its answer (architecture, 1): limited in time, left alone while it is
 * broken, and with a fallback that keeps this service working. The trace goes along.
 */
public final class Remote {
    private static final Logger LOG = LoggerFactory.getLogger(Remote.class);
    private static final ExecutorService THREADS = ContextExecutorService.wrap(Executors.newVirtualThreadPerTaskExecutor(),
            () -> ContextSnapshotFactory.builder().build().captureAll());

    private final CircuitBreaker breaker;
    private final TimeLimiter limit;

    public Remote(CircuitBreaker breaker, TimeLimiter limit) {
        this.breaker = breaker;
        this.limit = limit;
    }

    /**
     * The answer, or the fallback's where none could be had in time.
     *
     * @throws HttpClientErrorException when the service refused: that is an answer, and no fault of it
     */
    public <T> T call(Callable<T> request, Function<Exception, T> fallback) {
        try {
            return breaker.executeCallable(() -> limit.executeFutureSupplier(() -> THREADS.submit(request)));
        } catch (HttpClientErrorException refused) {
            throw refused;
        } catch (Exception unavailable) {
            LOG.warn("{} is not to be had: {}", breaker.getName(), unavailable.toString());
            return fallback.apply(unavailable);
        }
    }
}
