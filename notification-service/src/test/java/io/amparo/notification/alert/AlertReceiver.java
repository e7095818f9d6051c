package io.amparo.notification.alert;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A receiver of alerts for tests: keeps the accepted requests in order. */
public final class AlertReceiver implements AutoCloseable {
    /** @param status status with which the request was answered */
    public record Request(JsonNode body, int status, Instant at) {
        public String action() {
            return body.path("event_action").asString();
        }

        public String key() {
            return body.path("dedup_key").asString();
        }
    }

    private final HttpServer server;
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile int status = 202;

    public AlertReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = JsonMapper.shared().readTree(exchange.getRequestBody());
            requests.add(new Request(body, status, Instant.now()));
            exchange.sendResponseHeaders(status, -1);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v2/enqueue";
    }

    public void answer(int newStatus) {
        status = newStatus;
    }

    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Returns the accepted requests about a key, in order. */
    public List<Request> of(String key) {
        return requests.stream().filter(request -> request.key().equals(key) && request.status() < 300).toList();
    }

    public List<String> actions(String key) {
        return of(key).stream().map(Request::action).toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
