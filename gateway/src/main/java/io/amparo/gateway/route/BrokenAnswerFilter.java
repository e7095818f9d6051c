package io.amparo.gateway.route;

import io.amparo.platform.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * A service that breaks off in the middle of an answer: where the caller has read none of it, it gets a problem; else the
 * connection breaks too, so that half an answer is never taken for a whole one.
 */
final class BrokenAnswerFilter extends OncePerRequestFilter {
    private final ProblemWriter problems;

    BrokenAnswerFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        chain.doFilter(request, response);
        if (!(request.getAttribute(AnswerStream.BROKEN) instanceof IOException broken)) return;
        if (response.isCommitted()) throw broken;
        response.reset();
        response.setHeader("Retry-After", "1");
        problems.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, "unavailable");
    }
}
