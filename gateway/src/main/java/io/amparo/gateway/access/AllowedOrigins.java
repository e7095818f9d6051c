package io.amparo.gateway.access;

import io.amparo.platform.Adapter;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.CorsUtils;

/**
 * What a page of another origin may send and read (Fetch standard, CORS protocol). No cookies: the API takes bearer tokens only.
 * A preflight of another origin gets 403. A request of another origin without preflight is processed as one from outside a
 * browser, because the origin of a proxy in front of the gateway may differ from the gateway's own.
 */
@Adapter
final class AllowedOrigins implements CorsConfigurationSource {
    private static final List<String> REQUEST_HEADERS = List.of("Authorization", "Content-Type", "Accept", "Accept-Language",
            "Idempotency-Key", "If-Match", "If-None-Match", "Last-Event-ID", "traceparent", "tracestate", "Cache-Control");
    private static final List<String> RESPONSE_HEADERS = List.of("ETag", "Location", "Retry-After", "RateLimit",
            "RateLimit-Policy", "Link", "WWW-Authenticate");
    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE");

    private final CorsConfiguration configuration = new CorsConfiguration();

    AllowedOrigins(List<String> origins) {
        configuration.setAllowedOriginPatterns(origins);
        configuration.setAllowedMethods(METHODS);
        configuration.setAllowedHeaders(REQUEST_HEADERS);
        configuration.setExposedHeaders(RESPONSE_HEADERS);
        configuration.setMaxAge(Duration.ofHours(1));
    }

    @Override
    public @Nullable CorsConfiguration getCorsConfiguration(HttpServletRequest request) {
        boolean allowed = configuration.checkOrigin(request.getHeader(HttpHeaders.ORIGIN)) != null;
        return allowed || CorsUtils.isPreFlightRequest(request) ? configuration : null;
    }
}
