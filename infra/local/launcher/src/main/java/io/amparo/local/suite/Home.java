package io.amparo.local.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Folder with the state, logs and process ids of the suite. */
public record Home(Path dir) {
    private static final String PID = ".pid";

    /** Returns the folder in {@code AMPARO_HOME}, or {@code .amparo} in the root of the repository. */
    public static Home of(Map<String, String> environment, Path repository) {
        var configured = environment.getOrDefault("AMPARO_HOME", "");
        return new Home(
                (configured.isBlank() ? repository.resolve(".amparo") : Path.of(configured)).toAbsolutePath().normalize());
    }

    /** Returns the log file of a process. */
    public Path logFile(String process) {
        return dir.resolve("log").resolve(process + ".log");
    }

    /** Returns the state folder of a process, which is also its working directory. */
    public Path stateFolder(String process) {
        return dir.resolve(process);
    }

    Path pidFile(String process) {
        return runFile(process + PID);
    }

    /** Returns the file that exists if the supervisor does not restart the process any more. */
    Path failureMark(String process) {
        return runFile(process + ".failed");
    }

    Path runFile(String name) {
        return dir.resolve("run").resolve(name);
    }

    /** Returns the names of the processes that were started and not stopped since, alive or dead. */
    List<String> startedProcesses() {
        if (Files.notExists(dir.resolve("run"))) {
            return List.of();
        }
        try (var files = Files.list(dir.resolve("run"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(PID))
                    .map(name -> name.substring(0, name.length() - PID.length())).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the pid files in " + dir, e);
        }
    }

    /** Creates the parent folders and returns the same path. */
    static Path withParentFolder(Path file) {
        try {
            Files.createDirectories(file.getParent());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot create " + file.getParent(), e);
        }
    }
}
