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

/** A separate sla-service with its own backends in a temporary folder, which is deleted at the end. */
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
     * JVM flag that limits compilation to C1, as {@code ./amparo up} uses it: with few processors C2 costs more than it gains in
     * the first minutes.
     */
    static final String FIRST_COMPILER = "-XX:TieredStopAtLevel=1";
    /** JVM flag for C1 and C2, which is the default of a JVM. */
    static final String BOTH_COMPILERS = "-XX:TieredStopAtLevel=4";

    /**
     * Starts the backends.
     *
     * @param flag JVM flag of the service; all other processes start as with {@code ./amparo up}
     * @param names processes to start now; no store is started if {@code MONGODB_URI} names one, which should be empty
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
            tell.accept("Cannot delete the temporary folder " + dir + ": " + e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(onInterrupt);
        stop();
    }
}
