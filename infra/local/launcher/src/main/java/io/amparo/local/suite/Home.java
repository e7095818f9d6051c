package io.amparo.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The folder in which the suite keeps its state, logs and process ids. */
public record Home(Path dir) {
    private static final String PID = ".pid";

    /** {@code AMPARO_HOME}, or {@code .amparo} in the root of the repository. */
    public static Home of(Map<String, String> environment, Path repository) {
        var said = environment.getOrDefault("AMPARO_HOME", "");
        return new Home((said.isBlank() ? repository.resolve(".amparo") : Path.of(said)).toAbsolutePath().normalize());
    }

    public Path log(String process) {
        return dir.resolve("log").resolve(process + ".log");
    }

    /** The folder of a process's own state, which is its working directory too. */
    public Path state(String process) {
        return dir.resolve(process);
    }

    Path pidFile(String process) {
        return run(process + PID);
    }

    Path run(String name) {
        return dir.resolve("run").resolve(name);
    }

    /** Names of the processes that were started and not stopped since, alive or not. */
    List<String> started() {
        if (Files.notExists(dir.resolve("run"))) {
            return List.of();
        }
        try (var files = Files.list(dir.resolve("run"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(PID))
                    .map(name -> name.substring(0, name.length() - PID.length())).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + dir, e);
        }
    }

    /** The same path, whose folder now exists. */
    static Path made(Path file) {
        try {
            Files.createDirectories(file.getParent());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + file.getParent(), e);
        }
    }
}
