package io.amparo.platform.remote;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import java.util.Map;
import java.util.Optional;
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

    /** Returns the response, or the result of the fallback if the call fails, times out or is answered by any status but 2xx. */
    public <T> T call(Supplier<T> request, Function<Exception, T> fallback) {
        try {
            return breaker.executeSupplier(request);
        } catch (RuntimeException e) {
            return fallBack(e, fallback);
        }
    }

    /**
     * As {@link #call(Supplier, Function)}, but the caller of this service gets the answers that concern its own request.
     *
     * @param fieldNames the names that the fields of the request have in the request of the caller, if they differ
     * @throws UpstreamProblemException if the other service answers 400, 401, 409, 422 or 429
     */
    public <T> T call(Supplier<T> request, Map<String, String> fieldNames, Function<Exception, T> fallback) {
        try {
            return breaker.executeSupplier(request);
        } catch (HttpClientErrorException e) {
            if (UpstreamProblemException.isForCaller(e)) throw UpstreamProblemException.of(e, fieldNames);
            return fallBack(e, fallback);
        } catch (RuntimeException e) {
            return fallBack(e, fallback);
        }
    }

    /** Returns the response; empty if the call fails. Logs nothing, for a caller that logs an outage once. */
    public <T> Optional<T> tryCall(Supplier<T> request) {
        try {
            return Optional.of(breaker.executeSupplier(request));
        } catch (RuntimeException e) {
            LOG.debug("Call to {} failed ({})", breaker.getName(), e.toString());
            return Optional.empty();
        }
    }

    private <T> T fallBack(RuntimeException e, Function<Exception, T> fallback) {
        LOG.warn("Call to {} failed ({}); using the fallback", breaker.getName(), e.toString());
        return fallback.apply(e);
    }
}
