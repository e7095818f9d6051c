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
    static final Duration CACHE_DURATION = Duration.ofSeconds(1);

    enum State {
        READY, NOT_READY, AWAY
    }

    /** Name, readiness and address of a component. */
    record ComponentHealth(String name, State state, URI address) {}

    private final HttpClient http;
    private final RouteProperties routes;
    private final HomeProperties settings;
    private final LoadingCache<String, List<ComponentHealth>> cache;

    HealthClient(HttpClient http, RouteProperties routes, HomeProperties settings) {
        this.http = http;
        this.routes = routes;
        this.settings = settings;
        this.cache = Caffeine.newBuilder().expireAfterWrite(CACHE_DURATION).build(_ -> checkAll());
    }

    List<ComponentHealth> componentHealth() {
        return cache.get("all");
    }

    private List<ComponentHealth> checkAll() {
        var checks = new ArrayList<CompletableFuture<ComponentHealth>>();
        routes.services().forEach((name, route) -> checks.add(check(name, route.url(), "/actuator/health/readiness")));
        checks.add(check("identity", settings.identity(), "/.well-known/openid-configuration"));
        if (settings.mailPage() != null) checks.add(check("mail", settings.mailPage(), "/"));
        return checks.stream().map(CompletableFuture::join).toList();
    }

    private CompletableFuture<ComponentHealth> check(String name, URI address, String path) {
        var base = address.toString().replaceAll("/$", "");
        var request = HttpRequest.newBuilder(URI.create(base + path)).timeout(settings.timeout()).build();
        return http.sendAsync(request, BodyHandlers.discarding())
                .thenApply(response -> response.statusCode() == 200 ? State.READY : State.NOT_READY)
                .exceptionally(_ -> State.AWAY).thenApply(state -> new ComponentHealth(name, state, address));
    }
}
