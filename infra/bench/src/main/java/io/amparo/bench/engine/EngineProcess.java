package io.amparo.bench.engine;

import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import io.amparo.clients.Polling;
import io.amparo.local.suite.Addresses;
import io.amparo.local.suite.Service;
import io.amparo.local.suite.SuiteException;
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
    static final int HEAP_MEGABYTES = 512;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int LOG_TAIL_LINES = 25;
    private static final String RUNNING_MESSAGE = "to RUNNING";

    /** Number of timer runs and their total duration in seconds. */
    record TimerRuns(long count, double seconds) {
        TimerRuns since(TimerRuns earlier) {
            return new TimerRuns(count - earlier.count, seconds - earlier.seconds);
        }

        double meanMicros() {
            return seconds * TimeUnit.SECONDS.toMicros(1) / count;
        }
    }

    private final Process process;
    private final Path log;
    private final Instant startedAt = Instant.now();

    private EngineProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Settings that start the engine without the read side; the API then contains no tickets. */
    static final Map<String, String> ENGINE_ONLY = Map.of("SPRING_CLOUD_FUNCTION_DEFINITION", "slaEngine");

    /**
     * Starts the process.
     *
     * @param settings environment variables in addition to those of every benchmark
     * @param jvmFlag JVM flag
     */
    static EngineProcess start(Path repository, Path dir, Addresses addresses, Map<String, String> settings, String jvmFlag) {
        var folder = Service.SLA.folder();
        var jar = repository.resolve(folder).resolve("target").resolve("amparo-" + folder + "-0.1.0-SNAPSHOT.jar");
        var log = dir.resolve("engine.log");
        try {
            Files.deleteIfExists(log);
            var builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC", jvmFlag, "-Xmx" + HEAP_MEGABYTES + "m",
                    "-Dlogging.level.org.apache.kafka.streams.KafkaStreams=info", "-jar", jar.toString())
                    .redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
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

    Instant startedAt() {
        return startedAt;
    }

    /**
     * Waits until the Kafka Streams application is RUNNING, which means that it processes records, and returns that instant.
     */
    Instant awaitRunning() {
        Polling.until(Instant.now().plus(TIMEOUT), () -> !process.isAlive() || runningSince().isPresent());
        return runningSince().orElseThrow(() -> new SuiteException(
                "The SLA engine did not reach RUNNING within 60 s. Last lines of its log:\n" + String.join("\n", logTail())));
    }

    private Optional<Instant> runningSince() {
        return lines().filter(line -> line.contains(RUNNING_MESSAGE)).findFirst()
                .map(line -> OffsetDateTime.parse(line.substring(0, line.indexOf(' '))).toInstant());
    }

    private List<String> logTail() {
        var lines = lines().toList();
        return lines.subList(Math.max(0, lines.size() - LOG_TAIL_LINES), lines.size());
    }

    private Stream<String> lines() {
        try {
            return Files.readString(log).lines();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the used heap after a full garbage collection, in bytes. */
    long usedHeapBytes() {
        return callMBeans(server -> {
            var memory = ManagementFactory.newPlatformMXBeanProxy(server, ManagementFactory.MEMORY_MXBEAN_NAME,
                    MemoryMXBean.class);
            memory.gc();
            return memory.getHeapMemoryUsage().getUsed();
        });
    }

    TimerRuns timerRuns() {
        var metric = callMBeans(
                server -> (Map<?, ?>) server.invoke(new ObjectName("org.springframework.boot:type=Endpoint,name=Metrics"),
                        "metric", new Object[]{"amparo.sla.timer.run", null},
                        new String[]{String.class.getName(), List.class.getName()}));
        return new TimerRuns((long) statistic(metric, "COUNT"), statistic(metric, "TOTAL_TIME"));
    }

    private static double statistic(Map<?, ?> meter, String statistic) {
        return ((List<?>) meter.get("measurements")).stream().map(each -> (Map<?, ?>) each)
                .filter(each -> statistic.equals(each.get("statistic"))).map(each -> ((Number) each.get("value")).doubleValue())
                .findFirst().orElseThrow();
    }

    @FunctionalInterface
    private interface MBeanCall<A> {
        A call(MBeanServerConnection server) throws IOException, JMException;
    }

    private <A> A callMBeans(MBeanCall<A> call) {
        try {
            var machine = VirtualMachine.attach(Long.toString(process.pid()));
            var address = machine.startLocalManagementAgent();
            machine.detach();
            try (var connection = JMXConnectorFactory.connect(new JMXServiceURL(address))) {
                return call.call(connection.getMBeanServerConnection());
            }
        } catch (IOException | JMException | AttachNotSupportedException e) {
            throw new IllegalStateException("Cannot read the MBeans of the SLA engine process", e);
        }
    }

    /** Sends SIGTERM and returns when the process has ended. */
    @Override
    public void close() {
        process.destroy();
        process.onExit().orTimeout(TIMEOUT.toSeconds(), TimeUnit.SECONDS).join();
    }
}
