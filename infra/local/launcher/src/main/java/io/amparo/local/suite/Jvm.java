package io.amparo.local.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How a process of the suite is run: eleven JVMs share one small machine, so each gives up peak speed for start and footprint.
 */
final class Jvm {
    static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+UseCompactObjectHeaders",
            "-XX:ReservedCodeCacheSize=64m", "-Xss512k",
            // Archives are mapped where they were made for: their pages then stay shared, 46 MiB for each service.
            "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0", "-XX:-UsePerfData",
            "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-XX:+ExitOnOutOfMemoryError",
            "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8");

    private static final String WANTED = "AMPARO_JAVA_OPTIONS";

    private Jvm() {
    }

    /** What somebody wants of every process that is a JVM. */
    static List<String> wanted(Map<String, String> environment) {
        return Addresses.given(environment, WANTED) ? List.of(environment.get(WANTED).strip().split("\\s+")) : List.of();
    }

    /** Grows from a small heap: with a young generation of this size a service holds 40 MiB less than by default. */
    static List<String> command(String heap, List<String> flags, String classPath, String main, String... arguments) {
        var command = small(flags);
        command.addAll(List.of("-Xms32m", "-Xmn20m", "-Xmx" + heap, "-cp", classPath, main));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Writes an archive of the classes in the list that the class path has. */
    static List<String> archiving(Path classList, Path archive, String classPath) {
        return small(List.of("-Xshare:dump", "-XX:+AOTClassLinking", "-XX:SharedClassListFile=" + classList,
                "-XX:SharedArchiveFile=" + archive, "-cp", classPath));
    }

    private static List<String> small(List<String> flags) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(SMALL);
        command.addAll(flags);
        return command;
    }
}
