package io.amparo.e2e;

import io.amparo.local.suite.Home;
import io.amparo.local.suite.Ports;
import io.amparo.local.suite.Suite;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The whole suite, built by the preceding modules, on separate ports and in a separate home; started once for all journeys. */
public final class RunningSuite {
    private static final Ports PORTS = Ports.free();

    private static final class Started {
        static final Suite INSTANCE = start();
    }

    private RunningSuite() {}

    public static Suite get() {
        return Started.INSTANCE;
    }

    private static Suite start() {
        var suite = with(Map.of());
        Runtime.getRuntime().addShutdownHook(new Thread(suite::stop, "stop the suite"));
        suite.start(System.out::println);
        return suite;
    }

    /** Returns the same suite, whose processes get further environment variables when they are started by it. */
    static Suite with(Map<String, String> variables) {
        var repository = Path.of(System.getProperty("amparo.repository"));
        var home = Path.of("target", "suite").toAbsolutePath();
        var environment = new HashMap<>(variables);
        // A journey that kills a process starts it itself; the others must notice a process that died.
        environment.put("AMPARO_SUPERVISE", "false");
        return Suite.of(repository, Home.of(Map.of("AMPARO_HOME", home.toString()), repository), PORTS, environment);
    }
}
