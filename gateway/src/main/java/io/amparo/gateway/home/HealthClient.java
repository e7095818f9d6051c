package io.amparo.gateway.home;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.amparo.gateway.route.RouteProperties;
import io.amparo.platform.Adapter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Checks the readiness of every component of the suite in parallel. The result is cached for one second, so many readers cause no
 * additional checks.
 */
@Adapter
final class HealthClient {
    private static final Duration FRESH = Duration.ofSeconds(1);

    enum State {
        READY, NOT_READY, AWAY
    }

    /** Name, readiness and address of a component. */
    record Place(String name, State state, URI address) {}

    private final HttpClient http;
    private final RouteProperties table;
    private final HomeProperties settings;
    private final LoadingCache<String, List<Place>> known;

    HealthClient(HttpClient http, RouteProperties table, HomeProperties settings) {
        this.http = http;
        this.table = table;
        this.settings = settings;
        this.known = Caffeine.newBuilder().expireAfterWrite(FRESH).build(_ -> askAll());
    }

    List<Place> places() {
        return known.get("all");
    }

    private List<Place> askAll() {
        var asked = new ArrayList<CompletableFuture<Place>>();
        table.services().forEach((name, row) -> asked.add(ask(name, row.url(), "/actuator/health/readiness")));
        asked.add(ask("identity", settings.identity(), "/.well-known/openid-configuration"));
        asked.add(ask("mail", settings.mailPage(), "/"));
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<Place> ask(String name, URI address, String path) {
        var base = address.toString().replaceAll("/$", "");
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(settings.patience()).build();
        return http.sendAsync(request, BodyHandlers.discarding())
                .thenApply(answer -> answer.statusCode() == 200 ? State.READY : State.NOT_READY).exceptionally(_ -> State.AWAY)
                .thenApply(state -> new Place(name, state, address));
    }
}
