package io.amparo.bench.outside;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The API as a front end uses it: connections are kept, each request has a person's token. */
public final class Gateway {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Read only when somebody asks for it: to take it apart is no part of what is measured. */
    public record Answer(int status, String etag, byte[] content) {
        public JsonNode body() {
            return JSON.readTree(content);
        }

        /** @throws IllegalStateException when the answer is another; the message is short enough to be counted by */
        public Answer must(int expected) {
            if (status != expected) throw new IllegalStateException("answered %d instead of %d".formatted(status, expected));
            return this;
        }
    }

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();
    private final String url;
    private final Tokens tokens;

    public Gateway(String url, Tokens tokens) {
        this.url = url;
        this.tokens = tokens;
    }

    /** An open endpoint that does next to nothing. */
    public Answer health() throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url + "/actuator/health/readiness")));
    }

    public Answer get(String person, String path) throws IOException, InterruptedException {
        return send(request(person, path));
    }

    public Answer post(String person, String path, Object body) throws IOException, InterruptedException {
        return send(request(person, path).header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Content-Type", "application/json").POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    public Answer put(String person, String path, String etag, Object body) throws IOException, InterruptedException {
        return send(request(person, path).header("If-Match", etag).header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body))));
    }

    private HttpRequest.Builder request(String person, String path) {
        return HttpRequest.newBuilder(URI.create(url + "/api/v1" + path)).header("Authorization", "Bearer " + tokens.of(person));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = http.send(request.timeout(PATIENCE).build(), BodyHandlers.ofByteArray());
        return new Answer(answer.statusCode(), answer.headers().firstValue("ETag").orElse(""), answer.body());
    }
}
