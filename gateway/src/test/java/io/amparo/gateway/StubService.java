package io.amparo.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.amparo.testkit.OpenApiDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * HTTP stub of a service. It can be stopped and started, and records the requests that it receives. The gateway relays bodies
 * unread, so the usual answer is plain text; a successful JSON answer must follow the OpenAPI document of the service.
 */
public final class StubService {

    /** A received request. */
    public record ReceivedRequest(String method, String uri, Map<String, List<String>> headers, String body) {
        public String header(String name) {
            return headers.entrySet().stream().filter(each -> each.getKey().equalsIgnoreCase(name))
                    .map(each -> String.join(",", each.getValue())).findFirst().orElse("");
        }
    }

    private static final String API = "/api/";

    private final OpenApiDocument contract;
    private final List<ReceivedRequest> requests = new CopyOnWriteArrayList<>();
    private final List<String> connections = new CopyOnWriteArrayList<>();
    private volatile HttpHandler responseHandler;
    private HttpServer server;
    private final int port;

    /** @param module folder of the service */
    public StubService(String module) {
        contract = OpenApiDocument.of(module);
        server = listen(0);
        port = server.getAddress().getPort();
        respondAsUsual();
    }

    private void respondAsUsual() {
        respondWith(200, "text/plain", "an answer");
    }

    public String url() {
        return "http://localhost:" + port;
    }

    public List<ReceivedRequest> requests() {
        return requests;
    }

    /** Returns the number of distinct remote addresses, which is one per connection. */
    public long connections() {
        return connections.stream().distinct().count();
    }

    /** A JSON answer that violates the document breaks the connection, so that the test fails. */
    public StubService respondWith(int status, String type, String body, String... headers) {
        return respondUsing(exchange -> {
            var path = exchange.getRequestURI().getPath();
            if (path.startsWith(API) && type.equals("application/json") && status / 100 == 2)
                contract.checkResponse(exchange.getRequestMethod(), path, status, body);
            exchange.getResponseHeaders().set("Content-Type", type);
            for (int i = 0; i < headers.length; i += 2) exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
            var bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        });
    }

    public StubService respondUsing(HttpHandler handler) {
        responseHandler = handler;
        return this;
    }

    public void reset() {
        requests.clear();
        connections.clear();
        respondAsUsual();
    }

    public void stop() {
        server.stop(0);
    }

    public void start() {
        server = listen(port);
    }

    private HttpServer listen(int requestedPort) {
        try {
            var newServer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), requestedPort), 0);
            newServer.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            newServer.createContext("/", this::handle);
            newServer.start();
            return newServer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void handle(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        connections.add(exchange.getRemoteAddress().toString());
        requests.add(new ReceivedRequest(exchange.getRequestMethod(), exchange.getRequestURI().toString(),
                Map.copyOf(exchange.getRequestHeaders()), body));
        responseHandler.handle(exchange);
        // Not reached if the handler throws: the connection then breaks, as it does when a service is killed.
        exchange.close();
    }
}
