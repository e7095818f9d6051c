package io.amparo.gateway.route;

import io.amparo.platform.limit.KeyedSemaphore;
import io.amparo.platform.Adapter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.function.HandlerFilterFunction;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Limits the requests in progress at each service, because a service with all its connections in use would not answer other
 * services either. A request counts from the moment at which its body is complete until its response is written.
 */
@Adapter
final class ServiceLoadFilter extends OncePerRequestFilter {
    private static final String ATTRIBUTE = ServiceLoadFilter.class.getName() + ".service";

    private final KeyedSemaphore requests;
    private final GatewayProblems problems;

    ServiceLoadFilter(KeyedSemaphore requests, GatewayProblems problems) {
        this.requests = requests;
        this.problems = problems;
    }

    /** Returns the filter of one route: 503 if the service is busy. */
    HandlerFilterFunction<ServerResponse, ServerResponse> of(String service) {
        return (request, next) -> {
            if (!requests.tryAcquire(service, 1)) return problems.respond(HttpStatus.SERVICE_UNAVAILABLE, "unavailable");
            request.servletRequest().setAttribute(ATTRIBUTE, service);
            return next.handle(request);
        };
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } finally {
            if (request.getAttribute(ATTRIBUTE) instanceof String service) requests.release(service, 1);
        }
    }
}
