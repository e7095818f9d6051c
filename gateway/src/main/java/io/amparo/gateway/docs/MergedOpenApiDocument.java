package io.amparo.gateway.docs;

import static io.amparo.gateway.docs.ServiceOpenApiDocument.children;

import io.amparo.platform.Adapter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI documents of all services, merged into one. A schema keeps its name unless another service already uses the name
 * for a different schema; then the service name becomes its prefix, and the prefix of every schema that references it.
 */
@Adapter
final class MergedOpenApiDocument {
    private static final String DESCRIPTION = "Every resource of the suite, as it answers at the gateway. `x-roles` names who may call "
            + "an operation: `public` is everyone; `signed-in` is everyone with a token, but a `reader` only for GET; `person` is everyone with a verified e-mail "
            + "address. Texts are in the language of Accept-Language: pt-BR, en or es. "
            + "A GET with a query parameter that the operation does not have is refused.";
    /** The platform describes these alike in all services. */
    private static final List<String> SHARED_COMPONENTS = List.of("responses", "parameters", "headers", "securitySchemes");

    private final Set<String> operationIds = new HashSet<>();
    private final ObjectNode merged;

    MergedOpenApiDocument(JsonMapper json) {
        merged = json.createObjectNode().put("openapi", "3.1.0");
        merged.putObject("info").put("title", "Amparo").put("version", "v1").put("description", DESCRIPTION);
        merged.putArray("servers").addObject().put("url", "/");
        merged.putArray("security").addObject().putArray("openIdConnect");
        merged.putArray("tags");
        merged.putObject("paths");
        merged.putObject("components").putObject("schemas");
    }

    /**
     * @param document is changed
     * @param owns whether a path is routed to the service; other paths are removed, because they cannot be called at the gateway
     */
    MergedOpenApiDocument add(String service, ObjectNode document, Predicate<String> owns) {
        var part = new ServiceOpenApiDocument(document);
        part.keepPaths(owns);
        part.rename(newNames(service, part));
        merged.withObject("/components/schemas").setAll(part.schemas());
        for (var kind : SHARED_COMPONENTS)
            merged.withObject("/components").withObject("/" + kind).setAll(children(part.components().path(kind)));
        merged.withArray("/tags").addObject().put("name", service);
        for (var operation : part.operations()) {
            operation.putArray("tags").add(service);
            var id = operation.path("operationId").asString();
            if (!operationIds.add(id)) operation.put("operationId", service + capitalize(id));
        }
        merged.withObject("/paths").setAll(part.paths());
        return this;
    }

    MergedOpenApiDocument withIssuer(String issuer) {
        merged.withObject("/components/securitySchemes/openIdConnect").put("openIdConnectUrl",
                issuer + "/.well-known/openid-configuration");
        return this;
    }

    ObjectNode document() {
        return merged;
    }

    private Map<String, String> newNames(String service, ServiceOpenApiDocument part) {
        var taken = children(merged.at("/components/schemas"));
        var newNames = new HashMap<String, String>();
        part.schemas().forEach((name, schema) -> {
            if (taken.containsKey(name) && !taken.get(name).equals(schema)) newNames.put(name, capitalize(service) + name);
        });
        // A schema that references a renamed schema differs as well: repeat until no name changes.
        int before = -1;
        while (before != newNames.size()) {
            before = newNames.size();
            part.schemas().forEach((name, schema) -> {
                if (taken.containsKey(name)
                        && ServiceOpenApiDocument.referencedBy(schema).stream().anyMatch(newNames::containsKey))
                    newNames.put(name, capitalize(service) + name);
            });
        }
        return newNames;
    }

    private static String capitalize(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
