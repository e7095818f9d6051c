package io.amparo.notification.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Verifies messages by the npm package {@code standardwebhooks}, the reference of the specification. */
final class NodeReceiver {
    private static final Path SCRIPTS = Path.of("src", "test", "node");
    private static final Path WORK = Path.of("target", "webhook-receiver").toAbsolutePath();

    private NodeReceiver() {}

    /** Skips the calling test if Node is not on the path. The packages come from the cache of npm if they are there. */
    static void require() {
        assumeTrue(hasNode(), "Node is not on the path: signatures are not verified by the package standardwebhooks");
        try {
            Files.createDirectories(WORK);
            for (var file : List.of("package.json", "package-lock.json", "verify.mjs"))
                Files.write(WORK.resolve(file), Files.readAllBytes(SCRIPTS.resolve(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        run("", "npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund");
    }

    private static boolean hasNode() {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fails unless each message has a valid signature of this secret and a timestamp of the last five minutes. */
    static void verify(String secret, Collection<WebhookSink.Received> messages) {
        var lines = new StringBuilder();
        for (var message : messages)
            lines.append(JsonMapper.shared()
                    .writeValueAsString(Map.of("secret", secret, "headers",
                            Map.of("webhook-id", message.id(), "webhook-timestamp", Long.toString(message.timestamp()),
                                    "webhook-signature", message.signature()),
                            "body", Base64.getEncoder().encodeToString(message.body()))))
                    .append('\n');
        assertThat(run(lines.toString(), "node", "verify.mjs").strip()).isEqualTo(Integer.toString(messages.size()));
    }

    private static String run(String input, String... command) {
        try {
            var process = new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true).start();
            var writer = Thread.ofVirtual().start(() -> {
                try (var out = process.getOutputStream()) {
                    out.write(input.getBytes(UTF_8));
                } catch (IOException ended) {
                    // The script has ended at a message; its output names it.
                }
            });
            var output = new String(process.getInputStream().readAllBytes(), UTF_8);
            writer.join();
            assertThat(process.waitFor()).as("%s: %s", List.of(command), output).isZero();
            return output;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
