package io.amparo.gateway.route;

import io.amparo.gateway.limit.RequestOwner;
import io.amparo.platform.limit.KeyedSemaphore;
import io.amparo.platform.Adapter;
import io.amparo.platform.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits the open event streams of each person, where a new one ends the oldest, and of each service. Refuses a token that has
 * expired: token validation tolerates a clock difference of a minute, and a stream that ends at once would be opened again and
 * again.
 */
@Adapter
final class StreamLimitFilter extends OncePerRequestFilter {
    /** Request attribute with the {@link OpenStreams.OpenStream} of the request. */
    static final String STREAM = StreamLimitFilter.class.getName() + ".stream";
    /** One heartbeat: after this time the stream of a caller that has gone is closed. */
    private static final String RETRY_AFTER_SECONDS = "15";

    private final RouteProperties routes;
    private final OpenStreams streams;
    private final int limitOfPerson;
    private final KeyedSemaphore ofService;
    private final ProblemWriter problems;
    private final Clock clock;

    StreamLimitFilter(RouteProperties routes, OpenStreams streams, int limitOfPerson, KeyedSemaphore ofService,
            ProblemWriter problems, Clock clock) {
        this.routes = routes;
        this.streams = streams;
        this.limitOfPerson = limitOfPerson;
        this.ofService = ofService;
        this.problems = problems;
        this.clock = clock;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return RequestOwner.person().isEmpty() || !routes.isStream(request.getServletPath());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var person = RequestOwner.person().orElseThrow();
        var service = routes.serviceOf(request.getServletPath()).orElseThrow();
        if (RequestOwner.tokenExpiry().filter(expiry -> expiry.isAfter(clock.instant())).isEmpty()) {
            problems.write(request, response, HttpStatus.UNAUTHORIZED, "unauthenticated");
        } else if (ofService.tryAcquire(service, 1)) {
            try {
                openOf(person, request, response, chain);
            } finally {
                ofService.release(service, 1);
            }
        } else {
            response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
            problems.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, "unavailable");
        }
    }

    private void openOf(String person, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var stream = streams.open(person, limitOfPerson);
        try {
            request.setAttribute(STREAM, stream);
            chain.doFilter(request, response);
        } finally {
            streams.remove(person, stream);
        }
    }
}
