package io.amparo.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Optional;

/** How a start went: how long until all was healthy, or that everything ran before. */
public record Startup(Duration took, boolean ranBefore) {
    private static final String FILE = "startup.millis";

    void save(Home home) {
        try {
            Files.writeString(home.run(FILE), Long.toString(took.toMillis()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** How long the last start took that started something. */
    public static Optional<Duration> last(Home home) {
        try {
            return Optional.of(Duration.ofMillis(Long.parseLong(Files.readString(home.run(FILE)))));
        } catch (IOException | NumberFormatException never) {
            return Optional.empty();
        }
    }
}
