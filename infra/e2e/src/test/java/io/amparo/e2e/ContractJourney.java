package io.amparo.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.amparo.clients.GatewayClient;
import io.amparo.clients.People;
import io.amparo.clients.TokenClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The published contracts are valid for the tools that their readers use. Runs where Node is on the path. */
class ContractJourney {
    private static final Path SCRIPTS = Path.of("src", "test", "node");
    private static final Path WORK = Path.of("target", "contracts").toAbsolutePath();

    @BeforeAll
    static void installValidators() throws Exception {
        assumeTrue(hasNode(), "Node is not on the path");
        Files.createDirectories(WORK);
        try (var files = Files.newDirectoryStream(SCRIPTS)) {
            for (var file : files) Files.write(WORK.resolve(file.getFileName()), Files.readAllBytes(file));
        }
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
    }

    private static boolean hasNode() throws InterruptedException {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    @Test
    void asyncapi_document_is_valid_for_the_official_parser() throws Exception {
        run("node", "check-asyncapi.mjs", download("/asyncapi.yaml"));
    }

    @Test
    void merged_openapi_document_follows_the_openapi_schema() throws Exception {
        run("node", "check-openapi.mjs", download("/openapi"));
    }

    @Test
    void merged_openapi_document_has_no_lint_error() throws Exception {
        run(bin("redocly"), "lint", "--config=redocly.yaml", download("/openapi"));
    }

    @Test
    void client_that_is_generated_from_the_openapi_document_compiles_and_works() throws Exception {
        run(bin("openapi-typescript"), download("/openapi"), "--output=openapi.d.ts");
        run(bin("tsc"), "--project", "tsconfig.json");
        var addresses = RunningSuite.get().addresses();
        try (var people = new GatewayClient(addresses.gateway(), new TokenClient(addresses.issuer()))) {
            run("node", "out/client.js", addresses.gateway(), people.token(People.BRUNO), people.token(People.FABIO));
        }
    }

    private static String bin(String tool) {
        return WORK.resolve("node_modules/.bin").resolve(tool).toString();
    }

    private static String download(String path) throws Exception {
        var uri = URI.create(RunningSuite.get().addresses().gateway() + path);
        var file = WORK.resolve("download" + path.replace('/', '-'));
        try (var http = HttpClient.newHttpClient()) {
            assertThat(http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofFile(file)).statusCode()).isEqualTo(200);
        }
        return file.toString();
    }

    private static void run(String... command) throws Exception {
        var builder = new ProcessBuilder(command).directory(WORK.toFile()).redirectErrorStream(true);
        builder.environment().put("REDOCLY_TELEMETRY", "off");
        var process = builder.start();
        var output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as("%s: %s", List.of(command), output).isZero();
    }
}
