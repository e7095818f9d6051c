package io.amparo.platform.remote;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import org.springframework.http.HttpHeaders;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.client.RestClient;

/** Makes the {@link Remote}s of a service, one named instance each, and HTTP clients that speak for the caller. */
public final class Remotes {
    private final CircuitBreakerRegistry breakers;
    private final TimeLimiterRegistry limits;
    private final RestClient.Builder http;

    Remotes(CircuitBreakerRegistry breakers, TimeLimiterRegistry limits, RestClient.Builder http) {
        this.breakers = breakers;
        this.limits = limits;
        this.http = http;
    }

    public Remote remote(String name) {
        return new Remote(breakers.circuitBreaker(name), limits.timeLimiter(name));
    }

    public RestClient http(String url) {
        return http.clone().baseUrl(url).build();
    }

    /** The caller's own bearer token, to be read before the thread changes. */
    public static String callersToken() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken signedIn)
            return signedIn.getToken().getTokenValue();
        throw new IllegalStateException("nobody is asking");
    }

    /** Headers of a call on behalf of the caller. */
    public static HttpHeaders onBehalf(String token, String language) {
        var headers = new HttpHeaders();
        headers.setBearerAuth(token);
        headers.set(HttpHeaders.ACCEPT_LANGUAGE, language);
        return headers;
    }
}
