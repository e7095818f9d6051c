package io.amparo.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.amparo.clients.GatewayClient;
import io.amparo.clients.People;
import io.amparo.clients.TokenClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The published contracts are valid for the tools that their readers use. Runs where Node is on the path. */
class ContractJourney {
    @BeforeAll
    static void installValidators() {
        NodeTools.require();
    }

    @Test
    void asyncapi_document_is_valid_for_the_official_parser() throws Exception {
        NodeTools.run("node", "check-asyncapi.mjs", download("/asyncapi.yaml"));
    }

    @Test
    void merged_openapi_document_follows_the_openapi_schema() throws Exception {
        NodeTools.run("node", "check-openapi.mjs", download("/openapi"));
    }

    @Test
    void merged_openapi_document_has_no_lint_error() throws Exception {
        NodeTools.run(NodeTools.bin("redocly"), "lint", "--config=redocly.yaml", download("/openapi"));
    }

    @Test
    void client_that_is_generated_from_the_openapi_document_compiles_and_works() throws Exception {
        NodeTools.run(NodeTools.bin("openapi-typescript"), download("/openapi"), "--output=openapi.d.ts");
        NodeTools.run(NodeTools.bin("tsc"), "--project", "tsconfig.json");
        var addresses = RunningSuite.get().addresses();
        try (var people = new GatewayClient(addresses.gateway(), new TokenClient(addresses.issuer()))) {
            NodeTools.run("node", "out/client.js", addresses.gateway(), people.token(People.BRUNO), people.token(People.FABIO));
        }
    }

    private static String download(String path) throws Exception {
        var uri = URI.create(RunningSuite.get().addresses().gateway() + path);
        var file = NodeTools.WORK.resolve("download" + path.replace('/', '-'));
        try (var http = HttpClient.newHttpClient()) {
            assertThat(http.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofFile(file)).statusCode()).isEqualTo(200);
        }
        return file.toString();
    }
}
