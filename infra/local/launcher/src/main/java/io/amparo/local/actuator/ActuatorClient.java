package io.amparo.local.actuator;

import io.amparo.clients.People;
import io.amparo.clients.TokenClient;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Service;
import io.amparo.local.suite.SuiteException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Calls the actuator endpoints of one service: as an administrator, health without a token. */
public final class ActuatorClient {
    /** Access token of an administrator. */
    static final String TOKEN_VARIABLE = "AMPARO_TOKEN";
    /** A replay handles each dead letter. */
    private static final Duration WRITE_TIMEOUT = Duration.ofMinutes(5);
    /** So that one service that hangs does not stop a command that asks all of them. */
    static final Duration READ_TIMEOUT = Duration.ofSeconds(20);
    private static final Duration HEALTH_TIMEOUT = Duration.ofSeconds(3);
    private static final String PROTOBUF = "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited";

    private final Addresses addresses;
    private final Map<String, String> environment;
    private final Duration readTimeout;
    private @Nullable String token;

    public ActuatorClient(Addresses addresses) {
        this(addresses, System.getenv(), READ_TIMEOUT);
    }

    ActuatorClient(Addresses addresses, Map<String, String> environment, Duration readTimeout) {
        this.addresses = addresses;
        this.environment = environment;
        this.readTimeout = readTimeout;
    }

    /** @throws SuiteException if no service has this name; the message lists all names */
    public static Service service(String name) {
        return Arrays.stream(Service.values()).filter(each -> each.folder().equals(name)).findFirst()
                .orElseThrow(() -> new SuiteException("No service is called %s; existing services: %s.".formatted(name,
                        String.join(", ", Arrays.stream(Service.values()).map(Service::folder).toList()))));
    }

    /**
     * Calls a write operation.
     *
     * @param operation path below {@code /actuator/}
     * @return the body of the response; empty if the service has no such operation (404)
     * @throws SuiteException if the service does not answer in time, or neither with 200 nor with the result of a replay or drop;
     *     with the message of the service, if there is one
     */
    public Optional<JsonNode> call(Service service, String operation, Map<String, String> arguments) {
        return result(service, request(service, operation, WRITE_TIMEOUT).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(arguments))).build());
    }

    /** Calls a read operation; like {@link #call}. */
    public Optional<JsonNode> read(Service service, String operation) {
        return result(service, request(service, operation, readTimeout).build());
    }

    /** Calls a delete operation; like {@link #call}. */
    public Optional<JsonNode> delete(Service service, String operation) {
        return result(service, request(service, operation, WRITE_TIMEOUT).DELETE().build());
    }

    /**
     * Returns the meters with these names in the protobuf format of Prometheus.
     *
     * @param names without {@code _total}
     * @throws SuiteException if the service does not answer with 200 in time
     */
    byte[] scrape(Service service, String... names) {
        var request = request(service, "prometheus?includedNames=" + String.join(",", names), readTimeout)
                .header("Accept", PROTOBUF).build();
        var response = send(request, service, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200)
            throw new SuiteException("%s answered %d".formatted(service.folder(), response.statusCode()));
        return response.body();
    }

    private HttpRequest.Builder request(Service service, String operation, Duration timeout) {
        if (token == null) token = administratorToken();
        return HttpRequest.newBuilder(URI.create(addresses.service(service) + "/actuator/" + operation)).timeout(timeout)
                .header("Authorization", "Bearer " + token);
    }

    /** An issuer of the operator's own does not know the administrator of the demonstration. */
    private String administratorToken() {
        var given = environment.getOrDefault(TOKEN_VARIABLE, "");
        return given.isBlank() ? new TokenClient(addresses.issuer()).personToken(People.IARA, "demo") : given;
    }

    /** A replay that ended early and a drop that was refused have a result too, although their status is no 200. */
    private static Optional<JsonNode> result(Service service, HttpRequest request) {
        var response = send(request, service, HttpResponse.BodyHandlers.ofString());
        var body = json(response.body());
        if (response.statusCode() == 404 && body.has("message")) throw new SuiteException(body.path("message").asString() + ".");
        if (response.statusCode() == 404) return Optional.empty();
        if (response.statusCode() == 200 || body.has("ended") || body.has("dropped")) return Optional.of(body);
        throw new SuiteException("%s answered %d: %s".formatted(service.folder(), response.statusCode(),
                body.path("message").asString(response.body())));
    }

    private static JsonNode json(String body) {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException notJson) {
            return MissingNode.getInstance();
        }
    }

    /**
     * Returns the status of a health group: 200 healthy, 503 not healthy, 404 the service has no such group.
     *
     * @throws SuiteException if the service does not answer
     */
    public int health(Service service, String group) {
        var address = URI.create(addresses.service(service) + "/actuator/health/" + group);
        return send(HttpRequest.newBuilder(address).timeout(HEALTH_TIMEOUT).build(), service,
                HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static <T> HttpResponse<T> send(HttpRequest request, Service service, HttpResponse.BodyHandler<T> body) {
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, body);
        } catch (HttpTimeoutException e) {
            throw new SuiteException("%s has not answered within %d s; what it has begun continues".formatted(service.folder(),
                    request.timeout().orElseThrow().toSeconds()), e);
        } catch (IOException e) {
            throw new SuiteException(service.folder() + " does not answer. Is the suite up? (./amparo up)", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new SuiteException("The request to " + service.folder() + " was interrupted", e);
        }
    }
}
