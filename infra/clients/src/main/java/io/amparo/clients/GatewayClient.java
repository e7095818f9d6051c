package io.amparo.clients;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/** Calls the API as a front end does: connections are reused, and each request carries the token of a person. */
public final class GatewayClient implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();
    private final String url;
    private final AccessTokens tokens;

    /** @param url of the gateway, or of a single service */
    public GatewayClient(String url, TokenClient signIn) {
        this.url = url;
        this.tokens = new AccessTokens(signIn);
    }

    /** Returns the access token of a person. */
    public String token(String person) {
        return tokens.of(person);
    }

    /** Calls an open endpoint that does almost nothing. */
    public JsonResponse health() {
        return send(HttpRequest.newBuilder(URI.create(url + "/actuator/health/readiness")));
    }

    /** Reads an open document of the gateway. */
    public JsonResponse document(String path) {
        return send(HttpRequest.newBuilder(URI.create(url + path)));
    }

    public JsonResponse get(String person, String path) {
        return send(request(person, path));
    }

    /** Sends a POST with a new idempotency key. */
    public JsonResponse post(String person, String path, Object body) {
        return post(person, path, body, Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    }

    public JsonResponse post(String person, String path, Object body, Map<String, String> headers) {
        var request = request(person, path).header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        headers.forEach(request::header);
        return send(request);
    }

    /** Sends a file by POST with a new idempotency key. */
    public JsonResponse upload(String person, String path, String contentType, String content) {
        return send(request(person, path).header("Content-Type", contentType)
                .header("Idempotency-Key", UUID.randomUUID().toString()).POST(BodyPublishers.ofString(content)));
    }

    public JsonResponse put(String person, String path, String etag, Object body) {
        return send(request(person, path).header("If-Match", etag).header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    public JsonResponse delete(String person, String path) {
        return send(request(person, path).header("Idempotency-Key", UUID.randomUUID().toString()).DELETE());
    }

    private HttpRequest.Builder request(String person, String path) {
        return HttpRequest.newBuilder(URI.create(url + "/api/v1" + path)).header("Authorization", "Bearer " + token(person))
                .header("Accept-Language", "pt-BR");
    }

    /** @throws UncheckedIOException if there is no response */
    private JsonResponse send(HttpRequest.Builder request) {
        try {
            return JsonResponse.of(http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException("No response from %s: %s".formatted(url, e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException("Call of %s was interrupted".formatted(url), e);
        }
    }

    @Override
    public void close() {
        tokens.close();
        http.shutdownNow();
    }
}
