package io.amparo.gateway.route;

import io.amparo.platform.Adapter;
import io.amparo.platform.web.UnavailableScope;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.HandlerFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Circuit breaker of one service. While it is open, callers get 503 at once. A failed connection, a timeout and a 503 of the
 * whole service count as failures; every other response is a success. The filter never retries: the caller decides whether to
 * retry.
 */
@Adapter
final class CircuitBreakerFilter implements HandlerFilterFunction<ServerResponse, ServerResponse> {
    private static final Logger LOG = LoggerFactory.getLogger(CircuitBreakerFilter.class);

    private final CircuitBreaker breaker;
    private final GatewayProblems problems;

    CircuitBreakerFilter(CircuitBreaker breaker, GatewayProblems problems) {
        this.breaker = breaker;
        this.problems = problems;
    }

    @Override
    public ServerResponse filter(ServerRequest request, HandlerFunction<ServerResponse> next) throws Exception {
        if (!breaker.tryAcquirePermission()) return problems.respond(HttpStatus.SERVICE_UNAVAILABLE, "unavailable");
        long start = breaker.getCurrentTimestamp();
        try {
            var response = next.handle(request);
            if (response.statusCode().isSameCodeAs(HttpStatus.SERVICE_UNAVAILABLE)
                    && !response.headers().containsHeader(UnavailableScope.HEADER))
                recordFailure(start, new IllegalStateException("503"));
            else
                breaker.onSuccess(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit());
            return response;
        } catch (UpstreamUnavailableException e) {
            recordFailure(start, e);
            LOG.warn("Service {} did not respond to {} {} ({}); the caller gets 503 or 504, the breaker counts a failure",
                    breaker.getName(), request.method(), request.path(), e.getMessage());
            return problems.respond(e.timedOut() ? HttpStatus.GATEWAY_TIMEOUT : HttpStatus.SERVICE_UNAVAILABLE, "unavailable");
        } catch (RuntimeException e) {
            breaker.releasePermission();
            throw e;
        }
    }

    private void recordFailure(long start, Exception failure) {
        breaker.onError(breaker.getCurrentTimestamp() - start, breaker.getTimestampUnit(), failure);
    }
}
