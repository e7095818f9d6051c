package io.amparo.local.suite;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import tools.jackson.core.Version;

/** Minimal service for a start test: it uses one library and reports that it is healthy. */
public final class MinimalService {
    static final String READY = "ready";

    private MinimalService() {
    }

    public static void main(String[] args) throws IOException {
        var server = HttpServer.create(new InetSocketAddress("localhost", Integer.parseInt(System.getenv("TICKET_PORT"))), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        System.out.println(Version.unknownVersion().isUnknownVersion() ? READY : "");
    }
}
