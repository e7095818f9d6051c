package io.amparo.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs the shell script in the root of the repository. */
@Timeout(60)
class ScriptIT {
    private static final Path SCRIPT = Path.of("../../../amparo").toAbsolutePath().normalize();

    @TempDir
    Path dir;

    @Test
    void an_unknown_command_prints_the_usage_and_fails() throws Exception {
        var result = run(Map.of(), "fly");

        assertThat(result.exitCode).isEqualTo(2);
        assertThat(result.output).contains("There is no command fly", "Usage: ./amparo COMMAND");
    }

    @Test
    void a_jdk_that_is_too_old_is_refused_with_the_searched_places() throws Exception {
        var oldJdk = Files.createDirectories(dir.resolve("jdk-17/bin")).getParent();
        Files.writeString(oldJdk.resolve("release"), "JAVA_VERSION=\"17.0.1\"\n");
        for (var program : List.of("java", "javac")) {
            assertThat(Files.createFile(oldJdk.resolve("bin").resolve(program)).toFile().setExecutable(true)).isTrue();
        }

        var result = run(Map.of("JAVA_HOME", oldJdk.toString(), "AMPARO_JDK_PLACES", dir.resolve("nowhere").toString(), "PATH",
                "/usr/bin:/bin"), "up");

        assertThat(result.exitCode).isEqualTo(1);
        assertThat(result.output).contains("needs a JDK 25", oldJdk.toString(), "https://adoptium.net",
                "JAVA_HOME=/path/to/jdk-25 ./amparo up");
    }

    // Creates a PATH without java, independently of this machine.
    private String pathWithoutJava() throws Exception {
        var bin = Files.createDirectories(dir.resolve("bin"));
        for (var tool : List.of("cat", "dirname", "head", "readlink", "sed")) {
            var found = Stream.of("/usr/bin", "/bin").map(place -> Path.of(place, tool)).filter(Files::exists).findFirst()
                    .orElseThrow();
            Files.createSymbolicLink(bin.resolve(tool), found);
        }
        return bin.toString();
    }

    private CommandResult run(Map<String, String> environment, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of("/bin/sh", SCRIPT.toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectErrorStream(true).directory(dir.toFile());
        builder.environment().putAll(environment);
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes());
        return new CommandResult(process.waitFor(), text);
    }

    private record CommandResult(int exitCode, String output) {}
}
