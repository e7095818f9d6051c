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
 * Limits the open event streams of each person and of each service. Refuses a token that has expired: token validation tolerates
 * a clock difference of a minute, and a stream that ends at once would be opened again and again.
 */
@Adapter
final class StreamLimitFilter extends OncePerRequestFilter {
    /** One heartbeat: after this time the stream of a caller that has gone is closed. */
    private static final String RETRY_AFTER_SECONDS = "15";

    private final RouteProperties routes;
    private final KeyedSemaphore ofPerson;
    private final KeyedSemaphore ofService;
    private final ProblemWriter problems;
    private final Clock clock;

    StreamLimitFilter(RouteProperties routes, KeyedSemaphore ofPerson, KeyedSemaphore ofService, ProblemWriter problems,
            Clock clock) {
        this.routes = routes;
        this.ofPerson = ofPerson;
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
        if (RequestOwner.tokenExpiry().filter(expiry -> expiry.isAfter(clock.instant())).isEmpty())
            problems.write(request, response, HttpStatus.UNAUTHORIZED, "unauthenticated");
        else if (!ofPerson.tryAcquire(person, 1))
            refuse(request, response, HttpStatus.TOO_MANY_REQUESTS, "too-many-streams");
        else
            try {
                openOnService(service, request, response, chain);
            } finally {
                ofPerson.release(person, 1);
            }
    }

    private void openOnService(String service, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!ofService.tryAcquire(service, 1)) {
            refuse(request, response, HttpStatus.SERVICE_UNAVAILABLE, "unavailable");
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            ofService.release(service, 1);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String code)
            throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        problems.write(request, response, status, code);
    }
}
