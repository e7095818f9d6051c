package io.amparo.gateway.route;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.AntPathMatcher;
import org.springframework.util.PathMatcher;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Routing table of the gateway. A resource without a route does not exist (404).
 *
 * @param services routes by service name
 * @param connectTimeout maximum time to connect; a stopped service refuses at once, so this applies to hosts that do not respond
 * @param responseTimeout maximum time until a response begins
 * @param maxBody maximum size of a request body
 * @param maxUpload maximum size of an upload: an attachment of 25 MB and its multipart overhead
 */
@Validated
@ConfigurationProperties("amparo.gateway")
public record RouteProperties(@NotEmpty Map<String, @Valid ServiceRoute> services,
        @NotNull @DefaultValue("5s") Duration connectTimeout, @NotNull @DefaultValue("30s") Duration responseTimeout,
        @NotNull @DefaultValue("1MB") DataSize maxBody, @NotNull @DefaultValue("26MB") DataSize maxUpload) {
    static final String API = "/api/v1/";
    private static final PathMatcher PATHS = new AntPathMatcher();

    /**
     * Route to a service.
     *
     * @param resources first path segments below {@code /api/v1} that belong to the service
     * @param paths path patterns below {@code /api/v1} that belong to this service although the resource is another one's
     * @param streams paths below {@code /api/v1} of event streams, which have no total time limit
     * @param uploads path patterns below {@code /api/v1} that accept bodies up to {@link RouteProperties#maxUpload}
     */
    public record ServiceRoute(@NotNull URI url, @NotEmpty List<@Pattern(regexp = "[a-z][a-z-]*") String> resources,
            @DefaultValue List<String> paths, @DefaultValue List<String> streams, @DefaultValue List<String> uploads) {

        /** Returns whether the path is one of this service below a resource of another one. */
        boolean ownsPath(String path) {
            return paths.stream().anyMatch(pattern -> PATHS.match(API + pattern, path));
        }

        /** Returns whether the resource of the path belongs to this service. */
        boolean ownsResource(String path) {
            return resources.stream().map(API::concat).anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
        }
    }

    public RouteProperties {
        var seen = new HashSet<String>();
        for (var route : services.values())
            Stream.concat(route.resources().stream(), route.paths().stream()).filter(resource -> !seen.add(resource)).findFirst()
                    .ifPresent(resource -> {
                        throw new IllegalArgumentException("Two services own the resource " + resource);
                    });
    }

    /** @param path decoded path, so that no other spelling evades the limits of a stream */
    boolean isStream(String path) {
        return services.values().stream().anyMatch(route -> route.streams().stream().map(API::concat).anyMatch(path::equals));
    }

    boolean isUpload(String path) {
        return services.values().stream()
                .anyMatch(route -> route.uploads().stream().anyMatch(pattern -> PATHS.match(API + pattern, path)));
    }

    /** Returns the name of the service that owns the path. */
    public Optional<String> serviceOf(String path) {
        return serviceOf(route -> route.ownsPath(path)).or(() -> serviceOf(route -> route.ownsResource(path)));
    }

    private Optional<String> serviceOf(Predicate<ServiceRoute> owns) {
        return services.entrySet().stream().filter(entry -> owns.test(entry.getValue())).map(Map.Entry::getKey).findFirst();
    }
}
