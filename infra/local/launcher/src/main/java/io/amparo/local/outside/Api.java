package io.amparo.local.outside;

import io.amparo.local.signin.SignIn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The people of the story, each with a token of their own, at the gateway. */
public final class Api {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String PASSWORD = "demo";

    /** An answer of the gateway. */
    public record Answer(int status, String etag, JsonNode body) {
        public Answer must(int expected, String what) {
            if (status != expected)
                throw new NotSeen("%s: the gateway answered %d instead of %d: %s".formatted(what, status, expected, body));
            return this;
        }

        public String text(String pointer) {
            return body.at(pointer).asString("");
        }
    }

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String gateway;
    private final SignIn signIn;
    private final Map<String, String> tokens = new HashMap<>();

    public Api(String gateway, SignIn signIn) {
        this.gateway = gateway;
        this.signIn = signIn;
    }

    public String token(String person) {
        return tokens.computeIfAbsent(person, email -> signIn.person(email, PASSWORD));
    }

    public Answer get(String person, String path) {
        return call(person, "GET", path, null, Map.of());
    }

    public Answer post(String person, String path, Object body) {
        return call(person, "POST", path, body, Map.of());
    }

    public Answer put(String person, String path, String etag, Object body) {
        return call(person, "PUT", path, body, Map.of("If-Match", etag));
    }

    public Answer post(String person, String path, Object body, Map<String, String> headers) {
        return call(person, "POST", path, body, headers);
    }

    private Answer call(String person, String method, String path, @Nullable Object body, Map<String, String> headers) {
        var request = HttpRequest.newBuilder(URI.create(gateway + "/api/v1" + path)).timeout(Duration.ofSeconds(10))
                .header("Authorization", "Bearer " + token(person)).header("Accept-Language", "pt-BR").method(method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
        if (body != null) request.header("Content-Type", "application/json");
        headers.forEach(request::header);
        try {
            var answer = http.send(request.build(), HttpResponse.BodyHandlers.ofString());
            var json = answer.headers().firstValue("Content-Type").orElse("").contains("json");
            return new Answer(answer.statusCode(), answer.headers().firstValue("ETag").orElse(""),
                    json ? JSON.readTree(answer.body()) : JSON.missingNode());
        } catch (IOException failed) {
            throw new UncheckedIOException("the gateway does not answer at " + gateway, failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new NotSeen("the story was interrupted");
        }
    }
}
