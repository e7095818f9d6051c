package io.amparo.local.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An identity provider that signs in the administrator only, and the services whose actuators a command calls. */
final class ActuatorStub implements AutoCloseable {
    private static final String ADMINISTRATOR = "Basic "
            + Base64.getEncoder().encodeToString("iara@opservices.example:demo".getBytes(UTF_8));

    private final List<String> requests = new ArrayList<>();
    private final HttpServer server;
    private int status = 200;
    private @Nullable String missing;
    private int missingStatus;
    private String responseBody;

    /** @param firstResponseBody body of each response of a service, until it is replaced */
    ActuatorStub(String firstResponseBody) throws IOException {
        responseBody = firstResponseBody;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/oauth2/authorize", request -> {
            request.getResponseHeaders().set("Location", "http://127.0.0.1:1/callback?code=c");
            respond(request, ADMINISTRATOR.equals(request.getRequestHeaders().getFirst("Authorization")) ? 302 : 401, "");
        });
        server.createContext("/oauth2/token", request -> respond(request, 200, "{\"access_token\": \"iaras\"}"));
        server.createContext("/", request -> {
            requests.add("%s %s %s %s".formatted(request.getRequestMethod(), request.getRequestURI(),
                    request.getRequestHeaders().getFirst("Authorization"),
                    new String(request.getRequestBody().readAllBytes(), UTF_8)));
            respond(request, missing != null && request.getRequestURI().getPath().endsWith(missing) ? missingStatus : status,
                    responseBody);
        });
        server.start();
    }

    private static void respond(HttpExchange request, int status, String body) throws IOException {
        request.sendResponseHeaders(status, body.isEmpty() ? -1 : body.length());
        request.getResponseBody().write(body.getBytes(UTF_8));
        request.close();
    }

    void respondWith(String body) {
        responseBody = body;
    }

    void respondTo(String path, int pathStatus) {
        missing = path;
        missingStatus = pathStatus;
    }

    void failWith(int errorStatus) {
        status = errorStatus;
    }

    String baseUrl() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Returns method, path, token and body of each request to a service. */
    List<String> requests() {
        return requests;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
