package io.amparo.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.amparo.gateway.limit.Refunds;
import io.amparo.platform.Adapter;
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
 * Limits requests with one token bucket per caller. Responds 429 with Retry-After if the bucket is empty. Every response contains
 * the remaining tokens (IETF draft RateLimit header fields for HTTP). A bucket expires after the time that an empty bucket needs
 * to refill, plus 1 s.
 */
@Adapter
final class RateLimitFilter extends OncePerRequestFilter {
    private final Function<HttpServletRequest, Optional<String>> ownerOf;
    private final RateLimitProperties limit;
    private final ProblemWriter problems;
    private final TimeMeter time;
    private final Cache<String, Bucket> buckets;

    /**
     * @param owner returns the owner of the bucket of a request; an empty result means that the request is not limited here
     */
    RateLimitFilter(Function<HttpServletRequest, Optional<String>> owner, RateLimitProperties limit, ProblemWriter problems,
            TimeMeter time) {
        this.ownerOf = owner;
        this.limit = limit;
        this.problems = problems;
        this.time = time;
        this.buckets = Caffeine.newBuilder().maximumSize(limit.callers()).expireAfterAccess(refillDuration().plusSeconds(1))
                .ticker(time::currentTimeNanos).build();
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var owner = ownerOf.apply(request);
        if (owner.isEmpty() || admits(owner.get(), request, response))
            chain.doFilter(request, response);
        else
            problems.write(request, response, HttpStatus.TOO_MANY_REQUESTS, "too-many-requests");
    }

    private boolean admits(String name, HttpServletRequest request, HttpServletResponse response) {
        var probe = tryConsume(name);
        response.setHeader("RateLimit-Policy", "\"caller\";q=%d;w=%d".formatted(limit.burst(), refillDuration().toSeconds()));
        response.setHeader("RateLimit", "\"caller\";r=%d;t=%d".formatted(probe.getRemainingTokens(),
                seconds(probe.isConsumed() ? probe.getNanosToWaitForReset() : probe.getNanosToWaitForRefill())));
        if (!probe.isConsumed())
            response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds(probe.getNanosToWaitForRefill())));
        else
            Refunds.add(request, () -> bucket(name).addTokens(1));
        return probe.isConsumed();
    }

    ConsumptionProbe tryConsume(String name) {
        return bucket(name).tryConsumeAndReturnRemaining(1);
    }

    long bucketCount() {
        buckets.cleanUp();
        return buckets.estimatedSize();
    }

    private Bucket bucket(String name) {
        return buckets.get(name, _ -> newBucket());
    }

    private Bucket newBucket() {
        return Bucket.builder().withCustomTimePrecision(time).addLimit(
                Bandwidth.builder().capacity(limit.burst()).refillGreedy(limit.perSecond(), Duration.ofSeconds(1)).build())
                .build();
    }

    private Duration refillDuration() {
        return Duration.ofSeconds(Math.ceilDiv(limit.burst(), limit.perSecond()));
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, TimeUnit.SECONDS.toNanos(1));
    }
}
