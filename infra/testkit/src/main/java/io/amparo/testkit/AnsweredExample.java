package io.amparo.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.springframework.test.web.servlet.client.RestTestClient.RequestHeadersSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An example of the OpenAPI document that the service answers itself, with its demonstration data, so that it stays true. */
public final class AnsweredExample {
    private static final JsonMapper JSON = JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
    private static final Path FOLDER = Path.of(OpenApiDocument.EXAMPLES);

    private AnsweredExample() {}

    /**
     * Fails if the service answers the request with something else than the example. With {@code -Dcontracts.update} writes the
     * example first; the next run puts it into the document.
     *
     * @param schema name of the schema of the response
     * @param variable fields whose value does not depend on the service, such as the version of the time zone data
     */
    public static void check(String schema, RequestHeadersSpec<?> request, String... variable) {
        var answer = (ObjectNode) ApiClients.json(request.exchange().expectStatus().is2xxSuccessful());
        var file = FOLDER.resolve(schema + ".json");
        try {
            var example = Files.exists(file) ? JSON.readTree(Files.readString(file)) : JSON.createObjectNode();
            for (var field : Set.of(variable)) if (example.has(field)) answer.set(field, example.get(field));
            if (OpenApiDocument.isRenewed()) Files.writeString(file, JSON.writeValueAsString(answer) + "\n");
            assertThat((JsonNode) answer).as("answer of the service, in place of %s; -Dcontracts.update renews it", file)
                    .isEqualTo(JSON.readTree(Files.readString(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
