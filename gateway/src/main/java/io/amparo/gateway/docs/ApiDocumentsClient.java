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

    private record Gathered(OpenAPI whole, Instant at) {}

    private final HttpClient http;
    private final RouteProperties table;
    private final DocsProperties settings;
    private final Clock clock;
    private @Nullable Gathered last;

    ApiDocumentsClient(HttpClient http, RouteProperties table, DocsProperties settings, Clock clock) {
        this.http = http;
        this.table = table;
        this.settings = settings;
        this.clock = clock;
    }

    synchronized OpenAPI whole() {
        var known = last;
        if (known == null || known.at().plus(settings.keep()).isBefore(clock.instant())) {
            known = new Gathered(gather(), clock.instant());
            last = known;
        }
        return known.whole();
    }

    private OpenAPI gather() {
        var asked = new LinkedHashMap<String, CompletableFuture<Optional<OpenAPI>>>();
        table.services().forEach((service, row) -> asked.put(service, document(service, row.url())));
        var whole = new OpenApiIndex();
        var away = new ArrayList<String>();
        asked.forEach((service, answer) -> answer.join()
                .ifPresentOrElse(part -> whole.add(service, part, table.services().get(service)::owns), () -> away.add(service)));
        return whole.without(away);
    }

    private CompletableFuture<Optional<OpenAPI>> document(String service, URI url) {
        var request = HttpRequest.newBuilder(url.resolve("/v3/api-docs")).timeout(settings.patience()).build();
        return http.sendAsync(request, BodyHandlers.ofString()).thenApply(answer -> Optional.of(read(answer)))
                .exceptionally(failed -> {
                    LOG.warn("Service {} returned no OpenAPI document ({}); it is listed in x-unavailable until the next fetch",
                            service, failed.toString());
                    return Optional.empty();
                });
    }

    private static OpenAPI read(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) throw new IllegalStateException("HTTP status " + answer.statusCode());
        try {
            return Json31.mapper().readValue(answer.body(), OpenAPI.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }
}
