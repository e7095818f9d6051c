package io.amparo.local.suite;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds programs on the PATH. */
final class Executables {
    private Executables() {
    }

    static Optional<Path> find(String program, Map<String, String> environment) {
        return Stream.of(environment.getOrDefault("PATH", "").split(":")).filter(dir -> !dir.isBlank())
                .map(dir -> Path.of(dir).resolve(program)).filter(Files::isExecutable).findFirst();
    }
}
