package io.amparo.gateway.docs;

import io.amparo.platform.Adapter;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Paths;
import io.swagger.v3.oas.models.SpecVersion;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.servers.Server;
import io.swagger.v3.oas.models.tags.Tag;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The OpenAPI documents of all services, merged into one. A schema keeps its name unless another service already uses the name
 * for a different schema; then the service name becomes its prefix, and the prefix of every schema that references it.
 */
@SuppressWarnings("rawtypes") // raw types in the swagger-models API
@Adapter
final class MergedOpenApiDocument {
    private static final String DESCRIPTION = "Every resource of the suite, as it answers at the gateway. `x-roles` names who may call "
            + "an operation; `signed-in` is everyone with a token. Texts are in the language of Accept-Language: pt-BR, en or es. "
            + "A GET with a query parameter that the operation does not have is refused.";

    private final Set<String> operationIds = new HashSet<>();
    private final OpenAPI merged = new OpenAPI(SpecVersion.V31).openapi("3.1.0")
            .info(new Info().title("Amparo").version("v1").description(DESCRIPTION)).servers(List.of(new Server().url("/")))
            .components(new Components()).addSecurityItem(new SecurityRequirement().addList("openIdConnect")).paths(new Paths());

    /**
     * @param owns whether a path is routed to the service; other paths are removed, because they cannot be called at the gateway
     */
    MergedOpenApiDocument add(String service, OpenAPI part, Predicate<String> owns) {
        if (part.getPaths() != null) part.getPaths().keySet().removeIf(path -> !owns.test(path));
        var schemas = new ServiceOpenApiDocument(part);
        schemas.rename(newNames(service, schemas));
        schemas.schemas().forEach(merged.getComponents()::addSchemas);
        if (part.getComponents() != null) addSharedComponents(part.getComponents());
        merged.addTagsItem(new Tag().name(service));
        if (part.getPaths() != null) part.getPaths().forEach((path, item) -> {
            item.readOperations().forEach(operation -> {
                operation.setTags(List.of(service));
                var id = operation.getOperationId();
                if (id != null && !operationIds.add(id)) operation.setOperationId(service + capitalize(id));
            });
            merged.getPaths().addPathItem(path, item);
        });
        return this;
    }

    /** The platform describes these alike in all services. */
    private void addSharedComponents(Components part) {
        var all = merged.getComponents();
        if (part.getResponses() != null) part.getResponses().forEach(all::addResponses);
        if (part.getParameters() != null) part.getParameters().forEach(all::addParameters);
        if (part.getHeaders() != null) part.getHeaders().forEach(all::addHeaders);
        if (part.getSecuritySchemes() != null) part.getSecuritySchemes().forEach(all::addSecuritySchemes);
    }

    OpenAPI withUnavailable(Collection<String> unavailable) {
        if (!unavailable.isEmpty()) merged.addExtension("x-unavailable", List.copyOf(unavailable));
        return merged;
    }

    private Map<String, String> newNames(String service, ServiceOpenApiDocument part) {
        var taken = merged.getComponents().getSchemas() == null ? Map.<String, Schema>of() : merged.getComponents().getSchemas();
        var newNames = new HashMap<String, String>();
        part.schemas().forEach((name, schema) -> {
            if (taken.containsKey(name) && !same(taken.get(name), schema)) newNames.put(name, capitalize(service) + name);
        });
        // A schema that references a renamed schema differs as well: repeat until no name changes.
        int before = -1;
        while (before != newNames.size()) {
            before = newNames.size();
            part.schemas().forEach((name, schema) -> {
                if (taken.containsKey(name) && part.referencedBy(schema).stream().anyMatch(newNames::containsKey))
                    newNames.put(name, capitalize(service) + name);
            });
        }
        return newNames;
    }

    private static boolean same(Schema<?> one, Schema<?> other) {
        return Json31.mapper().valueToTree(one).equals(Json31.mapper().valueToTree(other));
    }

    private static String capitalize(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
