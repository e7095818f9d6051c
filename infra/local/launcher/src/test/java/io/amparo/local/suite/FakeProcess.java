package io.amparo.local.suite;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** A child process for tests: serves, dies at once, never answers, or ignores SIGTERM. */
final class FakeProcess {
    private FakeProcess() {
    }

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "serves" -> serve(Integer.parseInt(args[1]));
            case "dies" -> die();
            case "ignores SIGTERM" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(FakeProcess::sleepForever));
                serve(Integer.parseInt(args[1]));
            }
            default -> sleepForever();
        }
    }

    private static void serve(int port) throws IOException {
        var server = HttpServer.create(new InetSocketAddress("localhost", port), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    private static void die() {
        System.out.println("the configuration is wrong: no such database");
        System.exit(3);
    }

    private static void sleepForever() {
        try {
            Thread.sleep(Long.MAX_VALUE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
