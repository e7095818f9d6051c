package io.amparo.bench.engine;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.amparo.bench.outside.Patience;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Service;
import io.amparo.local.suite.SuiteFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** The built sla-service as a separate process, with its engine, with or without its read side, and with a heap of 512 MB. */
final class EngineProcess implements AutoCloseable {
    static final int HEAP = 512;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LINES_SHOWN = 25;
    private static final String RUNNING = "to RUNNING";

    /** Number of timer runs and their total duration in seconds. */
    record Ticks(long count, double seconds) {
        Ticks since(Ticks before) {
            return new Ticks(count - before.count, seconds - before.seconds);
        }

        double micros() {
            return seconds * TimeUnit.SECONDS.toMicros(1) / count;
        }
    }

    private final Process process;
    private final Path log;
    private final Instant started = Instant.now();

    private EngineProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Settings that start the engine without the read side; the API then contains no tickets. */
    static final Map<String, String> ENGINE_ALONE = Map.of("SPRING_CLOUD_FUNCTION_DEFINITION", "slaEngine");

    /**
     * Starts the process.
     *
     * @param settings environment variables in addition to those of every benchmark
     * @param flag JVM flag
     */
    static EngineProcess start(Path repository, Path dir, Addresses addresses, Map<String, String> settings, String flag) {
        var folder = Service.SLA.folder();
        var jar = repository.resolve(folder).resolve("target").resolve("amparo-" + folder + "-0.1.0-SNAPSHOT.jar");
        var log = dir.resolve("engine.log");
        try {
            Files.deleteIfExists(log);
            var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC", flag, "-Xmx" + HEAP + "m", "-Dlogging.level.org.apache.kafka.streams.KafkaStreams=info",
                    "-jar", jar.toString()).redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
            builder.environment().putAll(addresses.variables());
            builder.environment().putAll(settings);
            builder.environment()
                    .putAll(Map.of("AMPARO_DEMO", "false", "AMPARO_OUTBOXSWEEP", "60s", "SLA_THREADS",
                            Integer.toString(Runtime.getRuntime().availableProcessors()), "SLA_STATE_DIR",
                            dir.resolve("engine").toString(), "SPRING_JMX_ENABLED", "true",
                            "MANAGEMENT_ENDPOINTS_JMX_EXPOSURE_INCLUDE", "metrics"));
            return new EngineProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Instant started() {
        return started;
    }

    /**
     * Waits until the Kafka Streams application is RUNNING, which means that it processes records, and returns that instant.
     */
    Instant running() {
        Patience.until(Instant.now().plus(PATIENCE), () -> !process.isAlive() || said().isPresent());
        return said().orElseThrow(() -> new SuiteFailure(
                "The SLA engine did not reach RUNNING within 60 s. Last lines of its log:\n" + String.join("\n", lastWords())));
    }

    private Optional<Instant> said() {
        return lines().filter(line -> line.contains(RUNNING)).findFirst()
                .map(line -> OffsetDateTime.parse(line.substring(0, line.indexOf(' '))).toInstant());
    }

    private List<String> lastWords() {
        var lines = lines().toList();
        return lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size());
    }

    private Stream<String> lines() {
        try {
            return Files.readString(log).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the used heap after a full garbage collection, in bytes. */
    long heap() {
        return asked(server -> {
            var memory = ManagementFactory.newPlatformMXBeanProxy(server, ManagementFactory.MEMORY_MXBEAN_NAME,
                    MemoryMXBean.class);
            memory.gc();
            return memory.getHeapMemoryUsage().getUsed();
        });
    }

    Ticks ticks() {
        var all = asked(server -> (Map<?, ?>) server.invoke(new ObjectName("org.springframework.boot:type=Endpoint,name=Metrics"),
                "metric", new Object[]{"amparo.sla.tick", null}, new String[]{String.class.getName(), List.class.getName()}));
        return new Ticks((long) measured(all, "COUNT"), measured(all, "TOTAL_TIME"));
    }

    private static double measured(Map<?, ?> meter, String statistic) {
        return ((List<?>) meter.get("measurements")).stream().map(each -> (Map<?, ?>) each)
                .filter(each -> statistic.equals(each.get("statistic"))).map(each -> ((Number) each.get("value")).doubleValue())
                .findFirst().orElseThrow();
    }

    @FunctionalInterface
    private interface Question<A> {
        A ask(MBeanServerConnection server) throws IOException, JMException;
    }

    private <A> A asked(Question<A> question) {
        try {
            var machine = VirtualMachine.attach(Long.toString(process.pid()));
            var address = machine.startLocalManagementAgent();
            machine.detach();
            try (var connection = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
                return question.ask(connection.getMBeanServerConnection());
            }
        } catch (IOException | JMException | AttachNotSupportedException e) {
            throw new IllegalStateException("Cannot read the MBeans of the SLA engine process", e);
        }
    }

    /** Sends SIGTERM and returns when the process has ended. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
}
