package io.amparo.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** HTTP client of a service's API for tests. Immutable: {@link #as} and {@link #with} return a new client. */
public final class Api {
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(20)).build();
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * An HTTP response.
     *
     * @param body the JSON body; a missing node if the response is not JSON
     */
    public record Response(int status, HttpHeaders headers, JsonNode body, String text) {
        public String etag() {
            return headers.firstValue("ETag").orElseThrow();
        }
    }

    private final Supplier<String> base;
    private final Map<String, String> headers;

    /** @param base scheme, host and port; evaluated at every call, because the port is known only after the server has started */
    public Api(Supplier<String> base) {
        this(base, Map.of("Accept-Language", "en"));
    }

    private Api(Supplier<String> base, Map<String, String> headers) {
        this.base = base;
        this.headers = headers;
    }

    public Api as(Persona person) {
        return withToken(TestIdentity.get().token(person));
    }

    public Api withToken(String token) {
        return with("Authorization", "Bearer " + token);
    }

    public Api with(String header, String value) {
        var newHeaders = new LinkedHashMap<>(headers);
        newHeaders.put(header, value);
        return new Api(base, newHeaders);
    }

    public Response get(String path) {
        return call("GET", path, null);
    }

    public Response post(String path, Object body) {
        return call("POST", path, body);
    }

    public Response put(String path, Object body) {
        return call("PUT", path, body);
    }

    public Response delete(String path) {
        return call("DELETE", path, null);
    }

    /** @param body a string is sent as is, any other object is serialised by Jackson; null for no body */
    public Response call(String method, String path, @Nullable Object body) {
        var request = HttpRequest.newBuilder(URI.create(base.get() + path)).timeout(Duration.ofSeconds(30)).method(method,
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers
                                .ofString(body instanceof String text ? text : JSON.writeValueAsString(body)));
        if (body != null) request.header("Content-Type", "application/json");
        headers.forEach(request::setHeader);
        try {
            var response = HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var json = response.headers().firstValue("Content-Type").filter(type -> type.contains("json")).isPresent();
            return new Response(response.statusCode(), response.headers(),
                    json ? JSON.readTree(response.body()) : MissingNode.getInstance(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
