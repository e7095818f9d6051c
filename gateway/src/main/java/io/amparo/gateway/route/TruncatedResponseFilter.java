package io.amparo.gateway.route;

import io.amparo.platform.Adapter;
import io.amparo.platform.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Handles a response body that a service has truncated. If the response is not committed, the caller gets a 503 problem;
 * otherwise the connection is aborted, so that a truncated body is never taken for a complete one.
 */
@Adapter
final class TruncatedResponseFilter extends OncePerRequestFilter {
    private final ProblemWriter problems;

    TruncatedResponseFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var earlier = new HttpHeaders();
        response.getHeaderNames().forEach(name -> earlier.addAll(name, List.copyOf(response.getHeaders(name))));
        chain.doFilter(request, response);
        if (!(request.getAttribute(ProxiedServerResponse.TRUNCATED) instanceof IOException failure)) return;
        if (response.isCommitted()) throw failure;
        response.reset();
        earlier.forEach((name, values) -> values.forEach(value -> response.addHeader(name, value))); // of CORS and limits
        response.setHeader("Retry-After", "1");
        problems.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, "unavailable");
    }
}
