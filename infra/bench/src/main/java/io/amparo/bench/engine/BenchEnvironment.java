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
final class BenchEnvironment implements AutoCloseable {
    private final Path repository;
    private final Path dir;
    private final Suite backends;
    private final Consumer<String> progress;
    private final String jvmFlag;
    private final Thread shutdownHook = new Thread(this::stop, "stop the engine");
    private @Nullable EngineProcess engine;

    private static final String STORE_VARIABLE = "MONGODB_URI";
    /**
     * JVM flag that limits compilation to C1, as {@code ./amparo up} uses it: with few processors C2 costs more than it gains in
     * the first minutes.
     */
    static final String C1_ONLY = "-XX:TieredStopAtLevel=1";
    /** JVM flag for C1 and C2, which is the default of a JVM. */
    static final String C1_AND_C2 = "-XX:TieredStopAtLevel=4";

    /**
     * Starts the backends.
     *
     * @param jvmFlag JVM flag of the service; all other processes start as with {@code ./amparo up}
     * @param names processes to start now; no store is started if {@code MONGODB_URI} names one, which should be empty
     */
    BenchEnvironment(Path repository, Consumer<String> progress, String jvmFlag, String... names) throws IOException {
        this.repository = repository;
        this.jvmFlag = jvmFlag;
        this.progress = progress;
        dir = Files.createTempDirectory("amparo-bench");
        var store = System.getenv(STORE_VARIABLE);
        backends = Suite.of(repository, new Home(dir), Ports.free(), store == null ? Map.of() : Map.of(STORE_VARIABLE, store));
        Runtime.getRuntime().addShutdownHook(shutdownHook);
        progress.accept("Starting %s and the engine in %s".formatted(String.join(", ", names), dir));
        var known = backends.names();
        for (var name : names) if (known.contains(name)) backends.start(name);
    }

    Addresses addresses() {
        return backends.addresses();
    }

    EngineProcess startEngine(Map<String, String> settings) {
        engine = EngineProcess.start(repository, dir, addresses(), settings, jvmFlag);
        return engine;
    }

    private void stop() {
        if (engine != null) engine.close();
        backends.stop();
        try (var files = Files.walk(dir)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException e) {
            progress.accept("Cannot delete the temporary folder " + dir + ": " + e);
        }
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(shutdownHook);
        stop();
    }
}
