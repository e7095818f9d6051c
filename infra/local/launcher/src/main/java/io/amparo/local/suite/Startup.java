package io.amparo.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/** Result of a start: the time until all processes were healthy, or that all were already running. */
public record Startup(Duration duration, boolean alreadyRunning) {
    private static final String FILE = "startup.millis";

    void save(Home home) {
        try {
            Files.writeString(home.runFile(FILE), Long.toString(duration.toMillis()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the duration of the last start that started a process. */
    public static Optional<Duration> lastDuration(Home home) {
        try {
            return Optional.of(Duration.ofMillis(Long.parseLong(Files.readString(home.runFile(FILE)))));
        } catch (IOException | NumberFormatException neverStarted) {
            return Optional.empty();
        }
    }
}
