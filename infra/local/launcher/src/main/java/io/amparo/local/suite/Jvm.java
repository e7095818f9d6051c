package io.amparo.local.suite;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * JVM command lines of the suite. Eleven JVMs share one small machine, so the flags trade peak performance for start time and
 * memory.
 */
final class Jvm {
    static final List<String> BASE_FLAGS = List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders", "-Xss512k",
            // Maps CDS archives at their requested address, so that their pages stay shared: this saves 46 MiB for each
            // service.
            "-XX:+UnlockDiagnosticVMOptions", "-XX:ArchiveRelocationMode=0", "-XX:-UsePerfData",
            // By default a thread looks for idle monitors every 250 ms: 1.4 ms of processor time a second in each process.
            "-XX:AsyncDeflationInterval=5000",
            // Returns what the native allocator has freed to the machine each minute: 70 MiB of the suite after a load.
            "-XX:TrimNativeHeapInterval=60000", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow",
            "-XX:+ExitOnOutOfMemoryError", "-Djava.awt.headless=true", "-Dfile.encoding=UTF-8");

    private static final String EXTRA_FLAGS_VARIABLE = "AMPARO_JAVA_OPTIONS";
    /** From this number of processors on, the optimizing compiler (C2) does not take them from requests and from the start. */
    private static final int BOTH_COMPILERS_PROCESSORS = 4;

    private Jvm() {
    }

    /** Returns the user's additional flags for every JVM, from {@code AMPARO_JAVA_OPTIONS}. */
    static List<String> extraFlags(Map<String, String> environment) {
        return Addresses.isSet(environment, EXTRA_FLAGS_VARIABLE)
                ? List.of(environment.get(EXTRA_FLAGS_VARIABLE).strip().split("\\s+"))
                : List.of();
    }

    /** @param heap maximum on a small machine, in MiB; a larger one has twice as much */
    static List<String> command(int heap, List<String> flags, String classPath, String main, String... arguments) {
        var command = baseCommand(machineFlags(Runtime.getRuntime().availableProcessors(), heap));
        command.addAll(flags);
        command.addAll(List.of("-cp", classPath, main));
        command.addAll(List.of(arguments));
        return command;
    }

    /**
     * Returns the flags that depend on the machine. On a small one the heap starts small; with a young generation of 20 MiB a
     * service holds 40 MiB less than by default.
     */
    static List<String> machineFlags(int processors, int heap) {
        return processors < BOTH_COMPILERS_PROCESSORS
                ? List.of("-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=64m", "-Xms32m", "-Xmn20m", "-Xmx" + heap + "m")
                : List.of("-XX:ReservedCodeCacheSize=128m", "-Xms64m", "-Xmx" + 2 * heap + "m");
    }

    /**
     * Returns the command of the supervisor, which may need 48 MB. It runs little code, so the interpreter is enough: without the
     * compiler it needs 40 MB, with it 49 MB.
     */
    static List<String> supervisorCommand(String classPath, String... arguments) {
        var command = baseCommand(List.of("-Xint", "-Xms4m", "-Xmn2m", "-Xmx8m", "-XX:ReservedCodeCacheSize=8m", "-Xss256k"));
        command.addAll(List.of("-cp", classPath, Supervisor.class.getName()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Returns the command that writes a CDS archive with the classes of the list that are on the class path. */
    static List<String> archiveCommand(Path classList, Path archive, String classPath) {
        return baseCommand(List.of("-Xshare:dump", "-XX:+AOTClassLinking", "-XX:SharedClassListFile=" + classList,
                "-XX:SharedArchiveFile=" + archive, "-cp", classPath));
    }

    private static List<String> baseCommand(List<String> flags) {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(BASE_FLAGS);
        command.addAll(flags);
        return command;
    }
}
