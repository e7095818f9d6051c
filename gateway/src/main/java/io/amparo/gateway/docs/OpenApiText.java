package io.amparo.gateway.docs;

import io.amparo.gateway.route.RouteProperties;
import io.amparo.platform.Adapter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The OpenAPI document of the whole suite as text. The parts are the committed documents of the services, which are in the
 * gateway's package; the tests of each service compare its document with its controllers.
 */
@Adapter
record OpenApiText(String json, String yaml) {

    static OpenApiText of(RouteProperties routes, String issuer, JsonMapper mapper) {
        var merged = new MergedOpenApiDocument(mapper);
        routes.services().forEach((service, _) -> merged.add(service, committed(service, mapper),
                path -> routes.serviceOf(path).filter(service::equals).isPresent()));
        var document = merged.withIssuer(issuer).document();
        return new OpenApiText(document.toString(), yaml(mapper.convertValue(document, Map.class)));
    }

    private static ObjectNode committed(String service, JsonMapper mapper) {
        try (var file = new ClassPathResource("openapi/" + service + "/openapi.json").getInputStream()) {
            return (ObjectNode) mapper.readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String yaml(Map<?, ?> document) {
        var options = new DumperOptions();
        options.setDefaultFlowStyle(FlowStyle.BLOCK);
        options.setWidth(120);
        return new Yaml(options).dump(document);
    }
}
