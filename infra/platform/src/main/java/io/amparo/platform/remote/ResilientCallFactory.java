package io.amparo.platform.remote;

import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpHeaders;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.client.RestClient;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Creates a {@link ResilientCall} per circuit breaker, and HTTP clients that forward the caller's token and language. */
public final class ResilientCallFactory {
    private final CircuitBreakerRegistry breakers;
    private final RestClient.Builder http;

    ResilientCallFactory(CircuitBreakerRegistry breakers, RestClient.Builder http, JsonMapper json) {
        var lenientMapper = json.rebuild().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();
        this.breakers = breakers;
        this.http = http
                .configureMessageConverters(
                        converters -> converters.withJsonConverter(new JacksonJsonHttpMessageConverter(lenientMapper)))
                .requestInterceptor((request, body, execution) -> {
                    addCallerHeaders(request.getHeaders());
                    return execution.execute(request, body);
                });
    }

    /** @param name name of the circuit breaker in the configuration */
    public ResilientCall create(String name) {
        return new ResilientCall(breakers.circuitBreaker(name));
    }

    /** Returns a client that ignores unknown JSON fields, so that the other service can add fields. */
    public RestClient restClient(String url) {
        return http.clone().baseUrl(url).build();
    }

    /** A request with a token of its own keeps it: it may be sent without a caller on its thread. */
    private static void addCallerHeaders(HttpHeaders headers) {
        if (headers.containsHeader(HttpHeaders.AUTHORIZATION)) return;
        if (!(SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken authentication))
            throw new IllegalStateException("No authenticated caller on this thread");
        headers.setBearerAuth(authentication.getToken().getTokenValue());
        headers.set(HttpHeaders.ACCEPT_LANGUAGE, LocaleContextHolder.getLocale().toLanguageTag());
    }
}
