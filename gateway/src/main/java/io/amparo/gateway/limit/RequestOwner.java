package io.amparo.gateway.limit;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Optional;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;

/** The owner of a request for the limits: the subject of a valid token, else the address. */
public final class RequestOwner {
    private RequestOwner() {
    }

    /** Returns the subject of the token; empty if the request has no valid token. */
    public static Optional<String> person() {
        return token().map(Jwt::getSubject);
    }

    public static Optional<Instant> tokenExpiry() {
        return token().map(Jwt::getExpiresAt);
    }

    public static String address(HttpServletRequest request) {
        return AddressGroup.of(request.getRemoteAddr());
    }

    /** Returns distinct names for a person and an address. */
    public static String personOrAddress(HttpServletRequest request) {
        return person().map("person "::concat).orElseGet(() -> "address " + address(request));
    }

    private static Optional<Jwt> token() {
        return SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken signedIn
                ? Optional.of(signedIn.getToken())
                : Optional.empty();
    }
}
