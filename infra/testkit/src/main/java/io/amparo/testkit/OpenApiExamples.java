package io.amparo.testkit;

import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Examples in the OpenAPI document of a service: each JSON body of a request, and of a successful response, has one. It follows
 * its schema: every required field, no unknown one.
 */
final class OpenApiExamples {
    private static final List<String> FOR_CUSTOMERS = List.of("signed-in", "person", "contact", "contract-administrator");
    private static final Set<String> NOT_JSON = Set.of("text/csv", "text/html", "application/pdf", "application/zip",
            "application/octet-stream");
    private static final String STAFF_DOMAIN = "@opservices.example";

    /** The validator refuses every address in the top-level domain {@code .example}. */
    private static final String EMAIL = "email pattern";

    private final OpenApiDocument document;
    private final List<String> violations = new ArrayList<>();
    private final Set<String> names = new HashSet<>();

    private OpenApiExamples(OpenApiDocument document) {
        this.document = document;
    }

    /**
     * Returns a sentence for each body without a valid example, and for each file that is no example of anything.
     *
     * @param folder the files of the examples
     */
    static List<String> violations(OpenApiDocument document, Path folder) throws IOException {
        var examples = new OpenApiExamples(document);
        OpenApiRules.operations(document.read(), examples::check);
        document.read().at("/components/schemas").forEachEntry((name, _) -> examples.names.add(name));
        try (var files = Files.list(folder)) {
            files.map(file -> file.getFileName().toString().replace(".json", "")).filter(name -> !examples.names.contains(name))
                    .forEach(name -> examples.violations.add(name + ".json is no example of a schema or operation"));
        }
        return examples.violations;
    }

    private void check(String name, JsonNode operation) {
        check("request of " + name, operation.at("/requestBody/content/application~1json"), false);
        boolean isForCustomers = operation.path("x-roles").valueStream().map(JsonNode::asString)
                .anyMatch(FOR_CUSTOMERS::contains);
        operation.path("responses").forEachEntry((status, response) -> {
            if (!status.startsWith("2")) return;
            names.add(operation.path("operationId").asString() + "." + status);
            response.path("content").forEachEntry((type, body) -> {
                if (!NOT_JSON.contains(type)) check("response " + status + " of " + name, body, isForCustomers);
            });
        });
    }

    private void check(String what, JsonNode body, boolean isForCustomers) {
        if (body.isMissingNode()) return;
        var schema = body.path("schema");
        var element = document.resolve(schema.has("items") ? schema.path("items") : schema);
        var example = body.has("example") ? body.path("example") : element.path("example");
        if (example.isMissingNode()) {
            violations.add(what + " has no example");
            return;
        }
        var text = schema.has("items") ? "[" + example + "]" : example.toString();
        document.validateExample(schema, text).stream().map(ValidationMessage::getMessage)
                .filter(broken -> !broken.contains(EMAIL))
                .forEach(broken -> violations.add("example of " + what + ": " + broken));
        if (isForCustomers && text.contains(STAFF_DOMAIN)) violations.add("example of " + what + " shows an address of staff");
    }
}
