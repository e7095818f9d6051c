package io.amparo.gateway.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.amparo.platform.web.ApiException;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.core.util.Yaml31;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Serves the API documents of the suite: OpenAPI for HTTP, AsyncAPI and JSON Schemas for events, and a Swagger UI page. */
@RestController
class DocsController {
    /** Allows inline styles, which Swagger UI needs, and only scripts of this origin. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
            + "img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    private static final MediaType YAML = MediaType.parseMediaType("application/yaml;charset=UTF-8");
    private static final MediaType SCHEMA = MediaType.parseMediaType("application/schema+json");

    private final ApiDocumentsClient documents;

    DocsController(ApiDocumentsClient documents) {
        this.documents = documents;
    }

    @GetMapping(path = "/openapi", produces = MediaType.APPLICATION_JSON_VALUE)
    String openApi() throws JsonProcessingException {
        return Json31.mapper().writeValueAsString(documents.merged());
    }

    @GetMapping("/openapi.yaml")
    ResponseEntity<String> openApiYaml() throws JsonProcessingException {
        return ResponseEntity.ok().contentType(YAML).body(Yaml31.mapper().writeValueAsString(documents.merged()));
    }

    @GetMapping("/asyncapi.yaml")
    ResponseEntity<Resource> asyncApi() {
        return contract("asyncapi.yaml", YAML);
    }

    @GetMapping("/schemas/{type}.schema.json")
    ResponseEntity<Resource> eventSchema(@PathVariable String type) {
        return contract("schemas/" + type + ".schema.json", SCHEMA);
    }

    private static ResponseEntity<Resource> contract(String path, MediaType type) {
        var contract = new ClassPathResource("contracts/" + path);
        if (!contract.exists()) throw ApiException.notFound();
        return ResponseEntity.ok().contentType(type).cacheControl(DocsConfig.CACHE).body(contract);
    }

    @GetMapping("/docs")
    ResponseEntity<Resource> page() {
        return ResponseEntity.ok().contentType(MediaType.TEXT_HTML).header("Content-Security-Policy", POLICY)
                .body(new ClassPathResource("pages/docs.html"));
    }
}
