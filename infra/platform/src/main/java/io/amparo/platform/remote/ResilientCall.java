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
 * Synchronous call to another service, for requests whose caller waits for the result (architecture, 1). It has a time limit, a
 * circuit breaker and a fallback that keeps this service working. The trace context is propagated to the thread that makes the
 * call.
 */
public final class ResilientCall {
    private static final Logger LOG = LoggerFactory.getLogger(ResilientCall.class);
    private static final ExecutorService THREADS = ContextExecutorService.wrap(Executors.newVirtualThreadPerTaskExecutor(),
            () -> ContextSnapshotFactory.builder().build().captureAll());

    private final CircuitBreaker breaker;
    private final TimeLimiter limit;

    public ResilientCall(CircuitBreaker breaker, TimeLimiter limit) {
        this.breaker = breaker;
        this.limit = limit;
    }

    /**
     * Returns the response, or the result of the fallback if the call fails or times out.
     *
     * @throws HttpClientErrorException if the service answers 4xx: this is a valid response and not a failure of the service
     */
    public <T> T call(Callable<T> request, Function<Exception, T> fallback) {
        try {
            return breaker.executeCallable(() -> limit.executeFutureSupplier(() -> THREADS.submit(request)));
        } catch (HttpClientErrorException e) {
            throw e;
        } catch (Exception e) {
            LOG.warn("Call to {} failed ({}); using the fallback", breaker.getName(), e.toString());
            return fallback.apply(e);
        }
    }
}
