package io.amparo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The scripts for Node and their packages from npm, installed once for all journeys. */
final class NodeTools {
    private static final Path SCRIPTS = Path.of("src", "test", "node");
    static final Path WORK = Path.of("target", "contracts").toAbsolutePath();

    private static final class Installed {
        static final boolean WITH_NODE = install();
    }

    private NodeTools() {}

    /** Skips the calling test if Node is not on the path. */
    static void require() {
        assumeTrue(Installed.WITH_NODE, "Node is not on the path");
    }

    private static boolean install() {
        try {
            if (!hasNode()) return false;
            Files.createDirectories(WORK);
            try (var files = Files.newDirectoryStream(SCRIPTS)) {
                for (var file : files) Files.write(WORK.resolve(file.getFileName()), Files.readAllBytes(file));
            }
            run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            return true;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("Cannot install the packages of the scripts", e);
        }
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    static String bin(String tool) {
        return WORK.resolve("node_modules/.bin").resolve(tool).toString();
    }

    static void run(String... command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true);
        builder.environment().put("REDOCLY_TELEMETRY", "off");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as("%s: %s", List.of(command), output).isZero();
    }

    /** Starts a script that runs until it is destroyed. */
    static Process start(File errors, String... command) throws IOException {
        return new ProcessBuilder(Arrays.asList(command)).directory(WORK.toFile()).redirectError(errors).start();
    }
}
