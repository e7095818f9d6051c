package io.amparo.platform.remote;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.client.HttpClientErrorException;

/**
 * Synchronous call to another service, for requests whose caller waits for the result. It has a circuit breaker and a fallback
 * that keeps this service working; the HTTP client limits the time of the call.
 */
public final class ResilientCall {
    private static final Logger LOG = LoggerFactory.getLogger(ResilientCall.class);

    private final CircuitBreaker breaker;

    ResilientCall(CircuitBreaker breaker) {
        this.breaker = breaker;
    }

    /**
     * Returns the response, or the result of the fallback if the call fails or times out.
     *
     * @throws HttpClientErrorException if the service answers 4xx: this is a valid response and not a failure of the service
     */
    public <T> T call(Supplier<T> request, Function<Exception, T> fallback) {
        try {
            return breaker.executeSupplier(request);
        } catch (HttpClientErrorException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.warn("Call to {} failed ({}); using the fallback", breaker.getName(), e.toString());
            return fallback.apply(e);
        }
    }
}
