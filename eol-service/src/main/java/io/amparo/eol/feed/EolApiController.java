package io.amparo.eol.feed;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.amparo.eol.feed.CatalogueReadings.Reading;
import io.amparo.eol.product.CatalogueProduct;
import io.amparo.platform.openapi.HasETag;
import io.amparo.platform.security.Callers;
import io.amparo.platform.web.ApiException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.security.SecurityRequirements;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The catalogue in the shape of the endoflife.date API, version 1, so that its clients read it. They expect each field, also if
 * it is null. It needs no token.
 */
@RestController
@RequestMapping(EolApiController.PATH)
@Callers(value = Callers.PUBLIC, staff = {})
@SecurityRequirements
@HasETag
class EolApiController {
    static final String PATH = "/api/v1/eol/api/v1";

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record EolUri(String name, String uri) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record EolUriList(@JsonProperty("schema_version") String schemaVersion, int total, List<EolUri> result) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record EolVersion(String name, LocalDate date, @Schema(types = {"string", "null"}, nullable = true) @Nullable String link){}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record EolRelease(String name, @Schema(types = {"string", "null"}, nullable = true) @Nullable String codename, String label,
            LocalDate releaseDate, boolean isLts,
            @Schema(types = {"string", "null"}, format = "date", nullable = true) @Nullable LocalDate ltsFrom, boolean isEoas,
            @Schema(types = {"string", "null"}, format = "date", nullable = true) @Nullable LocalDate eoasFrom, boolean isEol,
            @Schema(types = {"string", "null"}, format = "date", nullable = true) @Nullable LocalDate eolFrom,
            boolean isMaintained, EolVersion latest){}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record EolProductSummary(String name, String label, List<String> aliases, String category, List<String> tags, String uri) {}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record EolLabels(String eoas, @Schema(types = {"string", "null"}, nullable = true) @Nullable String discontinued, String eol,
            @Schema(types = {"string", "null"}, nullable = true) @Nullable String eoes){}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record EolLinks(@Schema(types = {"string", "null"}, nullable = true) @Nullable String icon, String html,
            @Schema(types = {"string", "null"}, nullable = true) @Nullable String releasePolicy){}

    @JsonInclude(JsonInclude.Include.ALWAYS)
    record EolProduct(String name, String label, List<String> aliases, String category, List<String> tags,
            @Schema(types = {"string", "null"}, nullable = true) @Nullable String versionCommand, List<String> identifiers,
            EolLabels labels, EolLinks links, List<EolRelease> releases){}

    record EolProductList(@JsonProperty("schema_version") String schemaVersion, int total, List<EolProductSummary> result) {}

    record EolFullProductList(@JsonProperty("schema_version") String schemaVersion, int total, List<EolProduct> result) {}

    record EolProductResponse(@JsonProperty("schema_version") String schemaVersion,
            @JsonProperty("last_modified") Instant lastModified, EolProduct result) {}

    record EolReleaseResponse(@JsonProperty("schema_version") String schemaVersion, EolRelease result) {}

    private final CatalogueReadings readings;
    private final FeedProperties properties;
    private final FeedResponses responses;

    EolApiController(CatalogueReadings readings, FeedProperties properties) {
        this.readings = readings;
        this.properties = properties;
        responses = new FeedResponses(properties.maxAge());
    }

    @GetMapping
    @Operation(summary = "List the endpoints of the endoflife.date API")
    ResponseEntity<EolUriList> listEolEndpoints() {
        return responses.json(Rendered.of(api(readings.current()).index()));
    }

    @GetMapping("/products")
    @Operation(summary = "List all products in the shape of endoflife.date, by id")
    ResponseEntity<EolProductList> listEolProducts() {
        var reading = readings.current();
        return responses.json(reading.rendered("products", () -> api(reading).list(reading.products())));
    }

    @GetMapping("/products/full")
    @Operation(summary = "List all products with their releases in the shape of endoflife.date, by id")
    ResponseEntity<EolFullProductList> listFullEolProducts() {
        var reading = readings.current();
        return responses.json(reading.rendered("products/full", () -> api(reading).fullList(reading.products())));
    }

    @GetMapping("/products/{product}")
    @Operation(summary = "Read a product with its releases in the shape of endoflife.date")
    ResponseEntity<EolProductResponse> getEolProduct(@PathVariable String product) {
        var reading = readings.current();
        return responses.json(Rendered.of(api(reading).product(find(reading, product))));
    }

    @GetMapping("/products/{product}/releases/latest")
    @Operation(summary = "Read the newest release cycle of a product in the shape of endoflife.date")
    ResponseEntity<EolReleaseResponse> getLatestEolRelease(@PathVariable String product) {
        var reading = readings.current();
        var found = find(reading, product);
        return responses.json(Rendered
                .of(api(reading).release(found, found.cycles().stream().findFirst().orElseThrow(ApiException::notFound))));
    }

    @GetMapping("/products/{product}/releases/{release}")
    @Operation(summary = "Read a release cycle of a product in the shape of endoflife.date")
    ResponseEntity<EolReleaseResponse> getEolRelease(@PathVariable String product, @PathVariable String release) {
        var reading = readings.current();
        var found = find(reading, product);
        return responses.json(Rendered.of(api(reading).release(found, found.cycles().stream()
                .filter(cycle -> cycle.name().equals(release)).findFirst().orElseThrow(ApiException::notFound))));
    }

    private EolApiResponses api(Reading reading) {
        return new EolApiResponses(properties.url() + PATH, reading.day());
    }

    private static CatalogueProduct find(Reading reading, String product) {
        return reading.products().stream().filter(each -> each.id().equals(product)).findFirst()
                .orElseThrow(ApiException::notFound);
    }
}
