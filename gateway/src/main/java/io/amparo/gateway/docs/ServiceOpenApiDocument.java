package io.amparo.gateway.docs;

import io.amparo.platform.Adapter;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.PathItem;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.Schema;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The OpenAPI document of one service, with lookup and renaming of its schemas. */
@SuppressWarnings({"rawtypes", "unchecked"}) // raw types in the swagger-models API
@Adapter
final class ServiceOpenApiDocument {
    private static final String REF = "#/components/schemas/";

    private final OpenAPI document;

    ServiceOpenApiDocument(OpenAPI document) {
        this.document = document;
    }

    Map<String, Schema> schemas() {
        var components = document.getComponents();
        return components == null || components.getSchemas() == null ? Map.of() : components.getSchemas();
    }

    /** Returns the names of the schemas that a schema references. */
    Set<String> referencedBy(Schema<?> schema) {
        return withNested(List.of(schema)).stream().map(Schema::get$ref).filter(ref -> ref != null && ref.startsWith(REF))
                .map(ref -> ref.substring(REF.length())).collect(Collectors.toSet());
    }

    void rename(Map<String, String> newNames) {
        var all = Stream.concat(operationSchemas(), schemas().values().stream()).toList();
        for (var schema : withNested(all)) {
            var ref = schema.get$ref();
            if (ref != null && ref.startsWith(REF)) schema.set$ref(REF + renamed(ref.substring(REF.length()), newNames));
            var discriminator = schema.getDiscriminator();
            if (discriminator != null && discriminator.getMapping() != null)
                discriminator.getMapping()
                        .replaceAll((_, to) -> to.startsWith(REF) ? REF + renamed(to.substring(REF.length()), newNames) : to);
        }
        if (schemas().isEmpty()) return;
        var renamed = new LinkedHashMap<String, Schema>();
        schemas().forEach((name, schema) -> renamed.put(renamed(name, newNames), schema));
        document.getComponents().setSchemas(renamed);
    }

    private static String renamed(String name, Map<String, String> newNames) {
        return newNames.getOrDefault(name, name);
    }

    private Stream<Schema> operationSchemas() {
        var paths = document.getPaths() == null ? List.<PathItem>of() : document.getPaths().values();
        return paths.stream().flatMap(path -> path.readOperations().stream()).flatMap(ServiceOpenApiDocument::of);
    }

    private static Stream<Schema> of(Operation operation) {
        var found = new ArrayList<@Nullable Schema>();
        orEmpty(operation.getParameters()).forEach(parameter -> {
            found.add(parameter.getSchema());
            found.addAll(of(parameter.getContent()));
        });
        if (operation.getRequestBody() != null) found.addAll(of(operation.getRequestBody().getContent()));
        if (operation.getResponses() != null) operation.getResponses().values().forEach(response -> {
            found.addAll(of(response.getContent()));
            if (response.getHeaders() != null) response.getHeaders().values().forEach(header -> found.add(header.getSchema()));
        });
        return found.stream().filter(schema -> schema != null);
    }

    private static List<@Nullable Schema> of(@Nullable Content content) {
        var found = new ArrayList<@Nullable Schema>();
        if (content != null) content.values().forEach(type -> found.add(type.getSchema()));
        return found;
    }

    /** Returns the schemas and all schemas nested in them. */
    private static Set<Schema<?>> withNested(Collection<? extends Schema> roots) {
        var found = Collections.<Schema<?>>newSetFromMap(new IdentityHashMap<>());
        roots.forEach(root -> collect(root, found));
        return found;
    }

    private static void collect(@Nullable Object part, Set<Schema<?>> into) {
        if (!(part instanceof Schema<?> schema) || !into.add(schema)) return;
        Stream.of(schema.getProperties(), schema.getPatternProperties(), schema.getDependentSchemas())
                .filter(parts -> parts != null).flatMap(parts -> parts.values().stream()).forEach(each -> collect(each, into));
        Stream.of(schema.getAllOf(), schema.getAnyOf(), schema.getOneOf(), schema.getPrefixItems())
                .flatMap(parts -> orEmpty(parts).stream()).forEach(each -> collect(each, into));
        Stream.of(schema.getItems(), schema.getNot(), schema.getAdditionalProperties(), schema.getContains(),
                schema.getPropertyNames(), schema.getIf(), schema.getThen(), schema.getElse())
                .forEach(each -> collect(each, into));
    }

    private static <T> List<T> orEmpty(@Nullable List<T> parts) {
        return parts == null ? List.of() : parts;
    }
}
