package io.amparo.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.amparo.local.suite.Addresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The board of sla-service with one ticket, and a page of another origin than the gateway's. */
final class BoardStub implements AutoCloseable {
    static final String NUMBER = "T-2026-000001";
    private static final String BOARD = """
            {"asOf": "%s", "limit": 100, "items": [{"number": "%s", "subject": "Collector down", "customer": "acme",
            "priority": "P1", "state": "RUNNING", "href": "/api/v1/sla/clocks/1"}]}""";
    private static final String PAGE = """
            <!doctype html><html lang="en"><title>Another front end</title>
            <script src="%1$s/assets/oidc-client-ts-3.5.0.min.js"></script>
            <p id="state"></p>
            <button id="in">in</button> <button id="renew">renew</button> <button id="call">call</button> <button id="out">out</button>
            <script>
            const people = new oidc.UserManager({ authority: "%2$s", client_id: "amparo-portal", scope: "openid profile email",
              redirect_uri: location.origin + "/callback", post_logout_redirect_uri: location.origin + "/" });
            const show = (text) => (document.getElementById("state").textContent = text);
            const on = (id, action) => document.getElementById(id).addEventListener("click", () => action().catch((e) => show(e.error ?? e.message)));
            on("in", () => people.signinRedirect());
            on("out", () => people.signoutRedirect());
            on("renew", () => people.signinSilent().then(() => show("renewed")));
            on("call", async () => {
              const token = (await people.getUser()).access_token;
              const answer = await fetch("%1$s/api/v1/sla/board", { headers: { Authorization: `Bearer ${token}` } });
              show(`${answer.status} ${(await answer.json()).items[0].number}`);
            });
            if (location.pathname === "/callback") people.signinCallback().then((person) => person && location.replace("/"));
            else people.getUser().then((person) => show(person ? person.profile.name : "signed out"));
            </script></html>""";

    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final HttpServer server;
    private volatile String page = "";

    BoardStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> send(exchange, "text/html;charset=UTF-8", page));
        server.createContext("/api/v1/sla/board", exchange -> {
            tokens.add(exchange.getRequestHeaders().getFirst("Authorization"));
            send(exchange, "application/json", BOARD.formatted(Instant.now(), NUMBER));
        });
        server.createContext("/api/v1/sla/board/stream", this::stream);
        server.start();
    }

    String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    void servePageOf(Addresses addresses) {
        page = PAGE.formatted(addresses.gateway(), addresses.issuer());
    }

    /** Returns the tokens with which the board was read. */
    Set<String> tokens() {
        return tokens;
    }

    private static void send(HttpExchange exchange, String type, String text) throws IOException {
        var body = text.getBytes(UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private void stream(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
        exchange.sendResponseHeaders(200, 0);
        try {
            do {
                exchange.getResponseBody().write(":\n\n".getBytes(UTF_8));
                exchange.getResponseBody().flush();
            } while (!closed.await(1, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        exchange.close();
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
