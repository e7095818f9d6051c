package io.amparo.platform.openapi;

import static java.util.Map.entry;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.JsonSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.parameters.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springdoc.core.customizers.OpenApiCustomizer;

/**
 * What an enum of this name means, and a property of this name in every schema that does not describe it. Languages are one named
 * enum everywhere, also in the records of events.
 */
@SuppressWarnings({"rawtypes", "unchecked"}) // raw types in the swagger-models API
final class SharedProperties implements OpenApiCustomizer {
    private static final String LANGUAGE = "Language";
    private static final Set<String> LANGUAGE_NAMES = Set.of("language", "languages", "lang");
    private static final List<String> LANGUAGES = List.of("pt-BR", "en", "es");

    private static final Map<String, String> DESCRIPTIONS = Map.ofEntries(
            entry("dueAt", "Instant at which the clock breaches if nothing happens before; missing during a pause without end"),
            entry("ifResumedNow", "Due instant of a paused clock if it resumed now"),
            entry("budget", "Open time that the SLA target allows, as ISO 8601 duration"),
            entry("consumed", "Open time that the clock has consumed, as ISO 8601 duration"),
            entry("cycle", "Number of the run of this metric on the ticket, from 1"),
            entry("pausedStatus", "Status of the ticket that pauses its clocks; missing while they run"),
            entry("pausedBy", "Status of the ticket that pauses the clock; empty while it runs"),
            entry("zone", "IANA time zone, such as America/Sao_Paulo"),
            entry("tzdata", "Version of the time zone data on which the instants are based, such as 2026c"),
            entry("clause", "Section of the support policy"), entry("href", "Path of the resource"));

    private static final Map<String, String> ENUM_DESCRIPTIONS = Map.of("ClockState",
            "State of an SLA clock. AT_RISK: a warning was reached. BREACHED: the budget is used up and the target not met. "
                    + "MET: met in time. MISSED: met after the breach.",
            "Metric",
            "What an SLA target measures. FIRST_RESPONSE: from the opening to the vendor's first public message. RESOLUTION: from "
                    + "the opening to the resolution. NEXT_RESPONSE: from a customer's message to the vendor's next public message. "
                    + "PERIODIC_UPDATE: between two public messages of the vendor. FIX_DELIVERED: from the qualification of a bug "
                    + "to its fix.");

    @Override
    public void customise(OpenAPI document) {
        var components = document.getComponents();
        components.getSchemas()
                .forEach((name, schema) -> schema.setDescription(ENUM_DESCRIPTIONS.getOrDefault(name, schema.getDescription())));
        List.copyOf(components.getSchemas().values()).forEach(schema -> describe(schema, components));
        document.getPaths().values()
                .forEach(path -> path.readOperations().stream().filter(operation -> operation.getParameters() != null)
                        .flatMap(operation -> operation.getParameters().stream()).forEach(each -> describe(each, components)));
    }

    private static void describe(Schema<?> schema, Components components) {
        if (schema.getProperties() == null) return;
        schema.getProperties()
                .replaceAll((name, property) -> LANGUAGE_NAMES.contains(name) ? language(property, components) : property);
        schema.getProperties().forEach((name, property) -> {
            if (property.getDescription() == null && property.get$ref() == null) property.setDescription(DESCRIPTIONS.get(name));
        });
    }

    private static void describe(Parameter parameter, Components components) {
        if (parameter.getName() != null && LANGUAGE_NAMES.contains(parameter.getName()))
            parameter.setSchema(language(parameter.getSchema(), components));
    }

    private static Schema language(Schema property, Components components) {
        components.addSchemas(LANGUAGE, new JsonSchema().typesItem("string")._enum(LANGUAGES));
        var reference = new Schema<>().$ref("#/components/schemas/" + LANGUAGE);
        if (property.getItems() == null) return reference;
        property.setItems(reference);
        return property;
    }
}
