package io.amparo.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a front end needs to find in the OpenAPI document of every service. */
final class OpenApiRules {
    /** A verb and what it is done to: {@code openTicket}. */
    private static final Pattern OPERATION_ID = Pattern.compile("[a-z]+([A-Z][a-z]+)+");
    private static final Pattern ORDER = Pattern.compile(".*( first|, by [a-z ]+|, in the order of [a-z ]+)(\\W.*)?");
    private static final Pattern ADDRESS = Pattern.compile("(?i)e-?mail|\\w@\\w");
    private static final Set<String> PERSONS = Set.of("recipient", "contact", "person", "user", "author", "agent");
    private static final List<String> ERRORS_OF_ALL = List.of("400", "401", "429", "500", "503");

    private final List<String> violations = new ArrayList<>();

    private OpenApiRules() {}

    /** Returns a sentence for each operation and schema that tells too little. */
    static List<String> violations(JsonNode document) {
        var rules = new OpenApiRules();
        operations(document, rules::checkOperation);
        document.path("components").path("schemas")
                .forEachEntry((name, schema) -> rules.checkEnums("schema " + name, schema, true));
        if (!document.at("/components/securitySchemes/openIdConnect/type").asString("").equals("openIdConnect"))
            rules.violations.add("the security scheme is not openIdConnect");
        return rules.violations;
    }

    static void operations(JsonNode document, BiConsumer<String, JsonNode> visitor) {
        document.path("paths").forEachEntry((path, methods) -> methods
                .forEachEntry((method, operation) -> visitor.accept(method.toUpperCase() + " " + path, operation)));
    }

    private void checkOperation(String name, JsonNode operation) {
        require(OPERATION_ID.matcher(operation.path("operationId").asString("")).matches(), name, "has no verb form as its id");
        require(!operation.path("summary").asString("").isEmpty(), name, "has no summary");
        require(!operation.path("x-roles").isEmpty(), name, "has no roles");
        var responses = operation.path("responses");
        require(responses.propertyNames().stream().anyMatch(status -> status.startsWith("2")), name, "describes no success");
        ERRORS_OF_ALL.forEach(status -> require(responses.has(status), name, "does not describe " + status));
        require(!name.contains("{") || responses.has("404"), name, "does not describe 404");
        require(!operation.has("requestBody") || responses.has("422"), name, "does not describe 422");
        responses.forEach(response -> require(!response.path("content").has("*/*"), name, "has no media type"));
        var parameters = operation.path("parameters").valueStream().map(each -> each.path("name").asString("")).toList();
        require(!parameters.contains("cursor") || ORDER.matcher(operation.path("summary").asString("")).matches(), name,
                "does not describe the order of its list");
        operation.path("parameters").valueStream()
                .filter(parameter -> List.of("path", "query").contains(parameter.path("in").asString("")))
                .forEach(parameter -> checkPersonInUrl(name, parameter));
        checkEnums(name, operation, false);
    }

    /** URLs stand in logs and histories, so a person has an id there; a search by address has a body. */
    private void checkPersonInUrl(String name, JsonNode parameter) {
        var parameterName = parameter.path("name").asString("");
        require(!ADDRESS.matcher(parameter.toString()).find(), name, "has an e-mail address in its URL: " + parameterName);
        require(!PERSONS.contains(parameterName) || parameter.path("description").asString("").contains("id"), name,
                "does not describe as an id: " + parameterName);
    }

    /** Enums are shared by their name; an enum that is repeated in each place becomes a type of its own in each place. */
    private void checkEnums(String place, JsonNode part, boolean named) {
        if (part.has("enum") && !named) violations.add(place + " repeats the enum " + part.path("enum"));
        if (part.isContainer()) part.forEach(child -> checkEnums(place, child, false));
    }

    private void require(boolean condition, String name, String violation) {
        if (!condition) violations.add(name + " " + violation);
    }
}
