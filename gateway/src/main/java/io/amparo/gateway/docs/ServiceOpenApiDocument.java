package io.amparo.gateway.docs;

import io.amparo.platform.Adapter;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The OpenAPI document of one service, with lookup and renaming of its schemas. */
@Adapter
final class ServiceOpenApiDocument {
    private static final String REF = "#/components/schemas/";

    private final ObjectNode document;

    /** @param document is changed */
    ServiceOpenApiDocument(ObjectNode document) {
        this.document = document;
    }

    ObjectNode paths() {
        return document.withObject("/paths");
    }

    ObjectNode components() {
        return document.withObject("/components");
    }

    Map<String, JsonNode> schemas() {
        return children(components().path("schemas"));
    }

    static Map<String, JsonNode> children(JsonNode parent) {
        var children = new TreeMap<String, JsonNode>();
        parent.forEachEntry(children::put);
        return children;
    }

    void keepPaths(Predicate<String> kept) {
        paths().retain(paths().propertyNames().stream().filter(kept).toList());
    }

    /** Returns the names of the schemas that a schema references. */
    static Set<String> referencedBy(JsonNode schema) {
        return schema.findValues("$ref").stream().map(JsonNode::asString).filter(ref -> ref.startsWith(REF))
                .map(ref -> ref.substring(REF.length())).collect(Collectors.toSet());
    }

    void rename(Map<String, String> newNames) {
        if (newNames.isEmpty()) return;
        var renamed = components().objectNode();
        schemas().forEach((name, schema) -> renamed.set(newNames.getOrDefault(name, name), schema));
        components().set("schemas", renamed);
        renameReferences(document, newNames);
    }

    private static void renameReferences(JsonNode part, Map<String, String> newNames) {
        if (part instanceof ObjectNode object) for (var name : Set.copyOf(object.propertyNames())) {
            var value = object.path(name).asStringOpt().orElse("");
            if (value.startsWith(REF)) object.put(name, REF + renamed(value, newNames));
        }
        part.forEach(child -> renameReferences(child, newNames));
    }

    private static String renamed(String reference, Map<String, String> newNames) {
        var name = reference.substring(REF.length());
        return newNames.getOrDefault(name, name);
    }

    /** Returns the operations of all paths. */
    Collection<ObjectNode> operations() {
        return children(paths()).values().stream().flatMap(path -> children(path).values().stream())
                .filter(part -> part.has("responses")).map(ObjectNode.class::cast).toList();
    }
}
