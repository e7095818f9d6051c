package io.amparo.notification.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** A local receiver of webhooks. Each path is an endpoint of its own with its own answers; 200 without any. */
final class WebhookSink implements AutoCloseable {
    /** A received message. */
    record Received(String path, String id, long timestamp, String signature, byte[] body, Instant at) {
        String text() {
            return new String(body, UTF_8);
        }
    }

    /** Answers a message; {@code attempt} counts the messages of the path from 1. */
    @FunctionalInterface
    interface Answer {
        void respond(HttpExchange exchange, int attempt) throws IOException;
    }

    private final HttpServer server;
    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final Map<String, List<Received>> received = new ConcurrentHashMap<>();

    WebhookSink() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::receive);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    String url(String path) {
        return "http://127.0.0.1:" + port() + path;
    }

    WebhookSink answer(String path, Answer answer) {
        answers.put(path, answer);
        return this;
    }

    WebhookSink answer(String path, int status) {
        return answer(path, (exchange, _) -> exchange.sendResponseHeaders(status, -1));
    }

    List<Received> received(String path) {
        return received.getOrDefault(path, List.of());
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            var headers = exchange.getRequestHeaders();
            var path = exchange.getRequestURI().getPath();
            var message = new Received(path, headers.getFirst("webhook-id"),
                    Long.parseLong(headers.getFirst("webhook-timestamp")), headers.getFirst("webhook-signature"),
                    exchange.getRequestBody().readAllBytes(), Instant.now());
            var all = received.computeIfAbsent(path, _ -> new CopyOnWriteArrayList<>());
            int attempt;
            synchronized (all) {
                all.add(message);
                attempt = all.size();
            }
            answers.getOrDefault(path, (answered, _) -> answered.sendResponseHeaders(204, -1)).respond(exchange, attempt);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
