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
 * The table of the gateway: who answers for what. A resource that stands here in no row does not exist.
 *
 * @param services by name
 * @param connectTimeout until a service is taken to be away; one that is down refuses at once, this is for hosts that are silent
 * @param answerTimeout until an answer must have begun; a stream of events may take its time
 * @param maxBody of a request
 * @param maxUpload of a multipart request: an attachment of 25 MB and its wrapping
 */
@Validated
@ConfigurationProperties("amparo.gateway")
public record RouteProperties(@NotEmpty Map<String, @Valid Row> services, @NotNull @DefaultValue("5s") Duration connectTimeout,
        @NotNull @DefaultValue("30s") Duration answerTimeout, @NotNull @DefaultValue("1MB") DataSize maxBody,
        @NotNull @DefaultValue("26MB") DataSize maxUpload) {
    static final String API = "/api/v1/";

    /**
     * A service.
     *
     * @param resources first segments of the paths below {@code /api/v1} that are its own
     */
    public record Row(@NotNull URI url, @NotEmpty List<@Pattern(regexp = "[a-z][a-z-]*") String> resources) {

        /** Whether this service answers for a path. */
        public boolean owns(String path) {
            return resources.stream().map(API::concat).anyMatch(own -> path.equals(own) || path.startsWith(own + "/"));
        }
    }

    public RouteProperties {
        var seen = new HashSet<String>();
        for (var row : services.values())
            for (var resource : row.resources())
                if (!seen.add(resource)) throw new IllegalArgumentException("two services answer for " + resource);
    }
}
