package io.amparo.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Stub of another service over HTTP. Computes a JSON response from the path and the request body; 404 for other paths. */
public final class HttpStub {
    private static final System.Logger LOG = System.getLogger(HttpStub.class.getName());
    private static final JsonMapper JSON = JsonMapper.shared();

    private record Response(int status, Function<JsonNode, Object> body) {}

    private final HttpServer server;
    private final Map<String, Response> responses = new ConcurrentHashMap<>();
    private final List<String> violations = new CopyOnWriteArrayList<>();
    private volatile @Nullable OpenApiDocument contract;
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
            var path = exchange.getRequestURI().getPath();
            var response = responses.get(path);
            if (response == null || failureStatus > 0)
                send(exchange, failureStatus > 0 ? failureStatus : 404, "{}");
            else
                respond(exchange, path, response, request.length == 0 ? "{}" : new String(request, UTF_8));
        });
        server.start();
    }

    /** Creates a stub that plays a service: requests and responses must follow the OpenAPI document of the service. */
    public static HttpStub ofService(String module) {
        var stub = new HttpStub();
        stub.contract = OpenApiDocument.of(module);
        return stub;
    }

    private void respond(HttpExchange exchange, String path, Response response, String request) throws IOException {
        try {
            var body = JSON.writeValueAsString(response.body().apply(JSON.readTree(request)));
            if (contract != null) {
                contract.checkRequest(exchange.getRequestMethod(), path, request);
                contract.checkResponse(exchange.getRequestMethod(), path, response.status(), body);
            }
            send(exchange, response.status(), body);
        } catch (AssertionError violation) {
            LOG.log(System.Logger.Level.ERROR, "Stub refuses an exchange that violates the contract; the caller gets 500",
                    violation);
            violations.add(String.valueOf(violation.getMessage()));
            send(exchange, 500, "{}");
        }
    }

    /** Returns the exchanges that violated the contract of the service. */
    public List<String> violations() {
        return violations;
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Registers the response of a path as a function of the request body. */
    public HttpStub respondTo(String path, Function<JsonNode, Object> response) {
        return respondTo(path, 200, response);
    }

    /** As {@link #respondTo(String, Function)}, with another status. */
    public HttpStub respondTo(String path, int status, Function<JsonNode, Object> response) {
        responses.put(path, new Response(status, response));
        return this;
    }

    /** Answers every request with this status from now on; 0 restores normal responses. */
    public void failWith(int status) {
        failureStatus = status;
    }

    /** Passes every request to this handler from now on; null restores normal responses. */
    public void handleWith(@Nullable HttpHandler newHandler) {
        handler = newHandler;
    }
}
