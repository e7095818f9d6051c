package io.amparo.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stub of another service over HTTP. Computes a JSON response from the path and the request body; 404 for other paths. */
public final class HttpStub {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final Map<String, Function<JsonNode, Object>> responses = new ConcurrentHashMap<>();
    private volatile int failureStatus;
    private volatile @Nullable HttpHandler handler;

    public HttpStub() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            var request = exchange.getRequestBody().readAllBytes();
            var currentHandler = handler;
            if (currentHandler != null) {
                currentHandler.handle(exchange);
                return;
            }
            var response = responses.get(exchange.getRequestURI().getPath());
            var body = response == null || failureStatus > 0
                    ? "{}".getBytes(UTF_8)
                    : JSON.writeValueAsBytes(response.apply(JSON.readTree(request.length == 0 ? "{}".getBytes(UTF_8) : request)));
            exchange.getResponseHeaders().add("Content-Type", "application/json");
            exchange.sendResponseHeaders(failureStatus > 0 ? failureStatus : response == null ? 404 : 200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
        server.start();
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Registers the response of a path as a function of the request body. */
    public HttpStub respondTo(String path, Function<JsonNode, Object> response) {
        responses.put(path, response);
        return this;
    }

    /** Answers every request with this status from now on; 0 restores normal responses. */
    public void failWith(int status) {
        failureStatus = status;
    }

    /** Answers every request by this handler from now on; null restores normal responses. */
    public void handleWith(@Nullable HttpHandler newHandler) {
        handler = newHandler;
    }
}
