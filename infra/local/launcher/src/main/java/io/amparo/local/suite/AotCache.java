package io.amparo.local.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/**
 * AOT cache of a backend (JEP 514 and 515): its loaded and linked classes, and the profiles of its methods. The name of the file
 * depends on the JVM version, the JVM flags and the class path, whose folders are named by the content of the jars. The JVM
 * starts without a file that is missing or damaged.
 */
record AotCache(List<String> command, Path file) {
    static final String FOLDER = "aot";
    private static final String FLAG = "-XX:AOTCache=";

    /** @param command of the backend, without the cache */
    static AotCache of(List<String> command, Home home) {
        var jvm = command.subList(0, command.indexOf("-cp") + 3); // up to the main class
        return new AotCache(command, home.stateFolder(FOLDER)
                .resolve(SharedClassArchive.checksum(System.getProperty("java.vm.version") + jvm) + ".aot"));
    }

    static boolean isUsedBy(List<String> command) {
        return command.stream().anyMatch(flag -> flag.startsWith(FLAG));
    }

    /** Returns the command with the cache if it exists. Without the verification a damaged cache would crash the JVM. */
    List<String> commandWithCache() {
        return Files.exists(file) ? withFlags(FLAG + file, "-XX:+VerifySharedSpaces") : command;
    }

    /** Returns the command whose process writes the cache at its exit, which takes some seconds. */
    List<String> recordingCommand() {
        return withFlags("-XX:AOTCacheOutput=" + temporary());
    }

    /** Completes the cache after the exit of the recorded process. */
    void complete() throws IOException {
        Files.move(temporary(), file, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path temporary() {
        return file.resolveSibling(file.getFileName() + ".new");
    }

    private List<String> withFlags(String... flags) {
        var changed = new ArrayList<>(command);
        changed.addAll(command.indexOf("-cp"), List.of(flags));
        return changed;
    }
}
