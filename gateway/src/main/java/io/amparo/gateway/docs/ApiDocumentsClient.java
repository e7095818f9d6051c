package io.amparo.gateway.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.amparo.gateway.route.RouteProperties;
import io.amparo.platform.Adapter;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Fetches the OpenAPI documents of all services in parallel and merges them. A service without a document is listed as
 * unavailable.
 */
@Adapter
final class ApiDocumentsClient {
    private static final Logger LOG = LoggerFactory.getLogger(ApiDocumentsClient.class);

    private record CachedDocument(OpenAPI document, Instant fetchedAt) {}

    private final HttpClient http;
    private final RouteProperties routes;
    private final DocsProperties settings;
    private final Clock clock;
    private @Nullable CachedDocument last;

    ApiDocumentsClient(HttpClient http, RouteProperties routes, DocsProperties settings, Clock clock) {
        this.http = http;
        this.routes = routes;
        this.settings = settings;
        this.clock = clock;
    }

    synchronized OpenAPI merged() {
        var cached = last;
        if (cached == null || cached.fetchedAt().plus(settings.keep()).isBefore(clock.instant())) {
            cached = new CachedDocument(fetchAndMerge(), clock.instant());
            last = cached;
        }
        return cached.document();
    }

    private OpenAPI fetchAndMerge() {
        var responses = new LinkedHashMap<String, CompletableFuture<Optional<OpenAPI>>>();
        routes.services().forEach((service, route) -> responses.put(service, document(service, route.url())));
        var merged = new MergedOpenApiDocument();
        var unavailable = new ArrayList<String>();
        responses.forEach((service, response) -> response.join().ifPresentOrElse(
                part -> merged.add(service, part, routes.services().get(service)::owns), () -> unavailable.add(service)));
        return merged.withUnavailable(unavailable);
    }

    private CompletableFuture<Optional<OpenAPI>> document(String service, URI url) {
        var request = HttpRequest.newBuilder(url.resolve("/v3/api-docs")).timeout(settings.timeout()).build();
        return http.sendAsync(request, BodyHandlers.ofString()).thenApply(response -> Optional.of(read(response)))
                .exceptionally(e -> {
                    LOG.warn("Service {} returned no OpenAPI document ({}); it is listed in x-unavailable until the next fetch",
                            service, e.toString());
                    return Optional.empty();
                });
    }

    private static OpenAPI read(HttpResponse<String> response) {
        if (response.statusCode() != 200) throw new IllegalStateException("HTTP status " + response.statusCode());
        try {
            return Json31.mapper().readValue(response.body(), OpenAPI.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
