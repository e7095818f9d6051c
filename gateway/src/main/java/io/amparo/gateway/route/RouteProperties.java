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
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;
import org.springframework.validation.annotation.Validated;

/**
 * Routing table of the gateway. A resource without a route does not exist (404).
 *
 * @param services routes by service name
 * @param connectTimeout maximum time to connect; a stopped service refuses at once, so this applies to hosts that do not respond
 * @param responseTimeout maximum time until a response begins; event streams have no limit
 * @param maxBody maximum size of a request body
 * @param maxUpload maximum size of a multipart request: an attachment of 25 MB and its multipart overhead
 */
@Validated
@ConfigurationProperties("amparo.gateway")
public record RouteProperties(@NotEmpty Map<String, @Valid ServiceRoute> services,
        @NotNull @DefaultValue("5s") Duration connectTimeout, @NotNull @DefaultValue("30s") Duration responseTimeout,
        @NotNull @DefaultValue("1MB") DataSize maxBody, @NotNull @DefaultValue("26MB") DataSize maxUpload) {
    static final String API = "/api/v1/";

    /**
     * Route to a service.
     *
     * @param resources first path segments below {@code /api/v1} that belong to the service
     */
    public record ServiceRoute(@NotNull URI url, @NotEmpty List<@Pattern(regexp = "[a-z][a-z-]*") String> resources) {

        /** Returns whether a path is routed to this service. */
        public boolean owns(String path) {
            return resources.stream().map(API::concat).anyMatch(prefix -> path.equals(prefix) || path.startsWith(prefix + "/"));
        }
    }

    public RouteProperties {
        var seen = new HashSet<String>();
        for (var route : services.values())
            for (var resource : route.resources())
                if (!seen.add(resource)) throw new IllegalArgumentException("Two services own the resource " + resource);
    }
}
