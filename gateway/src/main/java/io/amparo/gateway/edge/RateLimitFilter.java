package io.amparo.gateway.edge;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.amparo.platform.web.ProblemWriter;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A bucket of requests per caller; an empty one is answered 429, with the time after which to come back. Says in every answer
 * what is left (IETF draft RateLimit header fields for HTTP). Forgets whoever has a full bucket anyway.
 */
final class RateLimitFilter extends OncePerRequestFilter {
    private final Function<HttpServletRequest, Optional<String>> caller;
    private final RateLimitProperties limit;
    private final ProblemWriter problems;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets;

    /** @param caller whose bucket a request is taken from; none: it is not counted here */
    RateLimitFilter(Function<HttpServletRequest, Optional<String>> caller, RateLimitProperties limit, ProblemWriter problems,
            TimeMeter time) {
        this.caller = caller;
        this.limit = limit;
        this.problems = problems;
        this.time = time;
        this.buckets = Caffeine.newBuilder().maximumSize(limit.callers()).expireAfterAccess(refill().plusSeconds(1))
                .ticker(time::currentTimeNanos).build();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var counted = caller.apply(request);
        if (counted.isEmpty() || admits(counted.get(), response))
            chain.doFilter(request, response);
        else
            problems.write(request, response, HttpStatus.TOO_MANY_REQUESTS, "too-many-requests");
    }

    private boolean admits(String name, HttpServletResponse response) {
        var probe = take(name);
        response.setHeader("RateLimit-Policy", "\"caller\";q=%d;w=%d".formatted(limit.burst(), refill().toSeconds()));
        response.setHeader("RateLimit", "\"caller\";r=%d;t=%d".formatted(probe.getRemainingTokens(),
                seconds(probe.isConsumed() ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill())));
        if (!probe.isConsumed())
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds(probe.getNanosToWaitForRefill())));
        return probe.isConsumed();
    }

    ConsumptionProbe take(String name) {
        return buckets.get(name, _ -> bucket()).tryConsumeAndReturnRemaining(1);
    }

    long known() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket bucket() {
        return Bucket.builder().withCustomTimePrecision(time).addLimit(
                Bandwidth.builder().capacity(limit.burst()).refillGreedy(limit.perSecond(), Duration.ofSeconds(1)).build())
                .build();
    }

    private Duration refill() {
        return Duration.ofSeconds(Math.ceilDiv(limit.burst(), limit.perSecond()));
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
    }
}
