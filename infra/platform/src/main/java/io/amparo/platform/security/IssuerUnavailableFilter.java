package io.amparo.platform.security;

import io.amparo.platform.LogInterval;
import io.amparo.platform.web.ProblemWriter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Responds 503 with Retry-After if a token cannot be verified because the keys of the issuer are unavailable. */
final class IssuerUnavailableFilter extends OncePerRequestFilter {
    private static final Logger LOG = LoggerFactory.getLogger(IssuerUnavailableFilter.class);

    private final LogInterval outage = new LogInterval();
    private final ProblemWriter problems;

    IssuerUnavailableFilter(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (AuthenticationServiceException e) {
            if (outage.isDue())
                LOG.warn("Tokens cannot be verified ({}); requests with a token get 503 until the issuer is reachable",
                        e.getMessage());
            response.setHeader(HttpHeaders.RETRY_AFTER, "5");
            problems.write(request, response, HttpStatus.SERVICE_UNAVAILABLE, "unavailable");
        }
    }
}
