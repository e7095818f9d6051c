package io.amparo.gateway.limit;

import io.amparo.platform.limit.KeyedSemaphore;
import io.amparo.platform.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits the requests that are in progress at the same time: 429 for a caller with too many, 503 if all callers together have too
 * many.
 */
public final class InFlightFilter extends OncePerRequestFilter {
    private static final String ALL = "all";

    private final Function<HttpServletRequest, Optional<String>> ownerOf;
    private final KeyedSemaphore ofOwner;
    private final KeyedSemaphore ofAll;
    private final ProblemWriter problems;

    /** @param owner returns the owner of a request; an empty result means that the request is not limited here */
    public InFlightFilter(Function<HttpServletRequest, Optional<String>> owner, int limit, int limitOfAll,
            ProblemWriter problems) {
        this.ownerOf = owner;
        this.ofOwner = new KeyedSemaphore(limit);
        this.ofAll = new KeyedSemaphore(limitOfAll);
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var owner = ownerOf.apply(request);
        if (owner.isEmpty()) {
            chain.doFilter(request, response);
        } else if (ofOwner.tryAcquire(owner.get(), 1)) {
            try {
                filterInAll(request, response, chain);
            } finally {
                ofOwner.release(owner.get(), 1);
            }
        } else {
            refuse(request, response, HttpStatus.TOO_MANY_REQUESTS, "too-many-requests");
        }
    }

    private void filterInAll(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (!ofAll.tryAcquire(ALL, 1)) {
            refuse(request, response, HttpStatus.SERVICE_UNAVAILABLE, "unavailable");
            return;
        }
        try {
            chain.doFilter(request, response);
        } finally {
            ofAll.release(ALL, 1);
        }
    }

    private void refuse(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String code)
            throws IOException {
        response.setHeader(HttpHeaders.RETRY_AFTER, "1");
        problems.write(request, response, status, code);
    }
}
