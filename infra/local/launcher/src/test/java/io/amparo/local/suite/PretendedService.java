package io.amparo.local.suite;

import java.io.IOException;
import java.net.InetSocketAddress;

import com.sun.net.httpserver.HttpServer;
import tools.jackson.core.Version;

/** As much of a service as its start needs: it uses one library and answers that it is healthy. */
public final class PretendedService {
    static final String READY = "ready";

    private PretendedService() {
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
