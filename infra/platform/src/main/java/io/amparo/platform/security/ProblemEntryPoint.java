package io.amparo.platform.security;

import io.amparo.platform.web.ProblemWriter;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.oauth2.jwt.JwtValidationException;
import org.springframework.security.oauth2.server.resource.InvalidBearerTokenException;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;

/**
 * Answers 401 with {@code WWW-Authenticate} (RFC 6750) and a problem that distinguishes a missing token from an expired one,
 * which a front end renews, and from an invalid one.
 */
final class ProblemEntryPoint implements AuthenticationEntryPoint {
    /** Beginning of the description that Spring's validator gives to an expired token. */
    private static final String EXPIRED = "Jwt expired";

    private final AuthenticationEntryPoint headers = new BearerTokenAuthenticationEntryPoint();
    private final ProblemWriter problems;

    ProblemEntryPoint(ProblemWriter problems) {
        this.problems = problems;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException e)
            throws IOException, ServletException {
        headers.commence(request, response, e);
        problems.write(request, response, HttpStatus.UNAUTHORIZED, code(e));
    }

    private static String code(AuthenticationException e) {
        if (!(e instanceof InvalidBearerTokenException)) return "unauthenticated";
        return e.getCause() instanceof JwtValidationException invalid && invalid.getErrors().stream()
                .anyMatch(error -> error.getDescription() != null && error.getDescription().startsWith(EXPIRED))
                        ? "token-expired"
                        : "token-invalid";
    }
}
