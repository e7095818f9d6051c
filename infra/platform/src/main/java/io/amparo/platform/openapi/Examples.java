package io.amparo.platform.openapi;

import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.media.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springframework.core.io.ClassPathResource;

/**
 * Adds the examples of requests, which are in {@code openapi/examples/<schema>.json} of the test resources: only tests derive the
 * document.
 */
final class RequestExamples implements OpenApiCustomizer {

    @Override
    public void customise(OpenAPI document) {
        document.getComponents().getSchemas().forEach(RequestExamples::addTo);
    }

    private static void addTo(String name, Schema<?> schema) {
        var file = new ClassPathResource("openapi/examples/" + name + ".json");
        if (!file.exists()) return;
        try (var content = file.getInputStream()) {
            schema.setExample(Json31.mapper().readTree(content));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the example of " + name, e);
        }
    }
}
