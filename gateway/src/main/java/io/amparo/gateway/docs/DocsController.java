package io.amparo.gateway.docs;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.amparo.platform.web.ApiException;
import java.time.Duration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;
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
    private static final CacheControl CACHED = CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic();

    private final ResponseEntity<byte[]> openApi;
    private final ResponseEntity<byte[]> openApiYaml;
    private final ContentEtags etags;

    DocsController(OpenApiText openApi, ContentEtags etags) {
        this.openApi = text(MediaType.APPLICATION_JSON, openApi.json());
        this.openApiYaml = text(YAML, openApi.yaml());
        this.etags = etags;
    }

    @GetMapping("/openapi")
    ResponseEntity<byte[]> openApi() {
        return openApi;
    }

    @GetMapping("/openapi.yaml")
    ResponseEntity<byte[]> openApiYaml() {
        return openApiYaml;
    }

    @GetMapping("/asyncapi.yaml")
    ResponseEntity<Resource> asyncApi() {
        return contract("asyncapi.yaml", YAML);
    }

    @GetMapping("/schemas/{type}.schema.json")
    ResponseEntity<Resource> eventSchema(@PathVariable String type) {
        return contract("schemas/" + type + ".schema.json", SCHEMA);
    }

    @GetMapping("/docs")
    ResponseEntity<Resource> page() {
        return cached(MediaType.TEXT_HTML).header("Content-Security-Policy", POLICY)
                .body(new ClassPathResource("pages/docs.html"));
    }

    private static ResponseEntity<byte[]> text(MediaType type, String text) {
        var body = text.getBytes(UTF_8);
        return cached(type).eTag(ContentEtags.of(body)).body(body);
    }

    private ResponseEntity<Resource> contract(String path, MediaType type) {
        var contract = new ClassPathResource("contracts/" + path);
        if (!contract.exists()) throw ApiException.notFound();
        return cached(type).eTag(etags.of(contract)).body(contract);
    }

    private static BodyBuilder cached(MediaType type) {
        return ResponseEntity.ok().contentType(type).cacheControl(CACHED);
    }
}
