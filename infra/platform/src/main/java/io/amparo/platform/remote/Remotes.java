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

/** Makes the {@link Remote}s of a service, one named instance each, and HTTP clients that speak for the caller. */
public final class Remotes {
    private final CircuitBreakerRegistry breakers;
    private final TimeLimiterRegistry limits;
    private final RestClient.Builder http;
    private final JsonMapper tolerant;

    Remotes(CircuitBreakerRegistry breakers, TimeLimiterRegistry limits, RestClient.Builder http, JsonMapper json) {
        this.breakers = breakers;
        this.limits = limits;
        this.http = http;
        this.tolerant = json.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
    }

    public Remote remote(String name) {
        return new Remote(breakers.circuitBreaker(name), limits.timeLimiter(name));
    }

    /** Reads what it knows of an answer: a field that the other service adds one day is none of ours. */
    public RestClient http(String url) {
        return http.clone().baseUrl(url).configureMessageConverters(
                converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(tolerant))).build();
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
