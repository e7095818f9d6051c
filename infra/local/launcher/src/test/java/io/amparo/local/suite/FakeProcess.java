package io.amparo.local.suite;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A child process for tests: serves, dies at once, never answers, ignores SIGTERM, or serves unless a file in its folder forbids
 * it.
 */
final class FakeProcess {
    static final String VARIABLE = "AMPARO_FAKE";
    static final String FORBIDDEN = "forbidden";

    private FakeProcess() {
    }

    static ProcessPlan plan(String name, Port port, int number, String behaviour, Map<String, String> environment) {
        var classes = Path.of("target", "test-classes").toAbsolutePath();
        return new ProcessPlan(name,
                () -> List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC", "-Xmx32m", "-cp", classes.toString(), FakeProcess.class.getName(), behaviour,
                        Integer.toString(number)),
                environment, List.of(port), Probe.tcp(number), "localhost:" + number);
    }

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "serves" -> serve(Integer.parseInt(args[1]));
            case "dies" -> die();
            case "serves unless forbidden" -> {
                if (Files.exists(Path.of(FORBIDDEN))) die();
                serve(Integer.parseInt(args[1]));
            }
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
            var variable = System.getenv().getOrDefault(VARIABLE, "").getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, variable.length == 0 ? -1 : variable.length);
            if (variable.length > 0) exchange.getResponseBody().write(variable);
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
