package io.amparo.platform.remote;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Creates a {@link ResilientCall} per named circuit breaker and time limiter, and HTTP clients that forward the caller's token.
 */
public final class ResilientCallFactory {
    private final CircuitBreakerRegistry breakers;
    private final TimeLimiterRegistry limits;
    private final RestClient.Builder http;
    private final JsonMapper lenientMapper;

    ResilientCallFactory(CircuitBreakerRegistry breakers, TimeLimiterRegistry limits, RestClient.Builder http, JsonMapper json) {
        this.breakers = breakers;
        this.limits = limits;
        this.http = http;
        this.lenientMapper = json.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    }

    /** @param name name of the circuit breaker and of the time limiter in the configuration */
    public ResilientCall create(String name) {
        return new ResilientCall(breakers.circuitBreaker(name), limits.timeLimiter(name));
    }

    /** Returns a client that ignores unknown JSON fields, so that the other service can add fields. */
    public RestClient restClient(String url) {
        return http.clone().baseUrl(url).configureMessageConverters(
                converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(lenientMapper))).build();
    }

    /** Returns the caller's bearer token. Must be called on the request thread, because the security context is thread-bound. */
    public static String callerToken() {
        if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken authentication)
            return authentication.getToken().getTokenValue();
        throw new IllegalStateException("No authenticated caller on this thread");
    }

    /** Returns the headers of a call on behalf of the caller. */
    public static HttpHeaders callerHeaders(String token, String language) {
        var headers = new HttpHeaders();
        headers.setBearerAuth(token);
        headers.set(HttpHeaders.ACCEPT_LANGUAGE, language);
        return headers;
    }
}
