package io.amparo.bench.engine;

import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Home;
import io.amparo.local.suite.Ports;
import io.amparo.local.suite.Suite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The service of promises and what it needs, of their own, in a folder that is gone afterwards. */
final class Stand implements AutoCloseable {
    private final Path repository;
    private final Path dir;
    private final Suite backends;
    private final Consumer<String> tell;
    private final String flag;
    private final Thread onInterrupt = new Thread(this::stop, "stop the engine");
    private @Nullable EngineProcess engine;

    private static final String STORE = "MONGODB_URI";
    /**
     * As {@code ./amparo up} runs everything: where processors are few, the second compiler takes more than it gives in the first
     * minutes.
     */
    static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";
    /** As a JVM runs by itself. */
    static final String BOTH_COMPILERS = "-XX:TieredStopAtLevel=4";

    /**
     * @param flag of the JVM of the service; all others are as {@code ./amparo up} starts them
     * @param names of what is started at once; no store where the environment names one, which should be empty
     */
    Stand(Path repository, Consumer<String> tell, String flag, String... names) throws IOException {
        this.repository = repository;
        this.flag = flag;
        this.tell = tell;
        dir = Files.createTempDirectory("amparo-bench");
        var store = System.getenv(STORE);
        backends = Suite.of(repository, new Home(dir), Ports.free(), store == null ? Map.of() : Map.of(STORE, store));
        Runtime.getRuntime().addShutdownHook(onInterrupt);
        tell.accept("Starting %s and the engine in %s".formatted(String.join(", ", names), dir));
        var known = backends.names();
        for (var name : names) if (known.contains(name)) backends.start(name);
    }

    Addresses addresses() {
        return backends.addresses();
    }

    EngineProcess start(Map<String, String> settings) {
        engine = EngineProcess.start(repository, dir, addresses(), settings, flag);
        return engine;
    }

    private void stop() {
        if (engine != null) engine.close();
        backends.stop();
        try (var files = Files.walk(dir)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException e) {
            tell.accept(dir + " remains: " + e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
        stop();
    }
}
