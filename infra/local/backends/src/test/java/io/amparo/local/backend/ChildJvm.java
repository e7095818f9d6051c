package io.amparo.local.backend;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A backend in a separate process that a test can end with SIGKILL or SIGTERM. */
final class ChildJvm implements AutoCloseable {
    private final Process process;
    private final Path log;

    private ChildJvm(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    static ChildJvm start(Class<?> main, Path state, int port) {
        return start("256m", main, state, port);
    }

    static ChildJvm start(String heap, Class<?> main, Path state, int port) {
        try {
            var command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx" + heap, "-cp", System.getProperty("java.class.path"),
                    main.getName()));
            command.addAll(List.of(state.toString(), Integer.toString(port)));
            var log = Path.of(state + "." + main.getSimpleName() + ".log");
            return new ChildJvm(new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ChildJvm awaitListening(int port) throws IOException {
        var deadline = Instant.now().plusSeconds(60);
        while (!isListening(port)) {
            if (!process.isAlive() || Instant.now().isAfter(deadline)) {
                throw new AssertionError(
                        "No process listens on port " + port + "; output of the process: " + Files.readString(log));
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return this;
    }

    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    int terminate() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            throw new AssertionError("The process is still alive 20 s after SIGTERM");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static boolean isListening(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress("localhost", port), 500);
            return true;
        } catch (IOException notListening) {
            return false;
        }
    }
}
