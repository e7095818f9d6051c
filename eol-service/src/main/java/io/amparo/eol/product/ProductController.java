package io.amparo.eol.product;

import io.amparo.events.FieldLimits;
import io.amparo.events.Vocabulary.LifecycleBasis;
import io.amparo.events.Vocabulary.LifecyclePhase;
import io.amparo.events.product.ReleaseLine;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import io.amparo.platform.VendorClock;
import io.amparo.platform.security.Role;
import io.amparo.platform.security.Staff;
import io.amparo.platform.store.Versioned;
import io.amparo.platform.web.IfMatch;
import io.amparo.platform.web.Page;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * HTTP API of the product catalogue. Every signed-in caller reads it; only an approved announcement sets an end of life (R10.1).
 */
@RestController
@RequestMapping("/api/v1/products")
class ProductController {
    record ReleaseRequest(@NotNull @Size(max = FieldLimits.VERSION) String version, @NotNull LocalDate releasedOn) {}

    /**
     * @param release version of the release to which the day is relative
     * @param offset time after the general availability of that release, as ISO 8601 period
     */
    record LifecycleDateRequest(@NotNull LifecyclePhase phase, @NotNull LifecycleBasis basis, @Nullable LocalDate day,
            @Nullable @Size(max = FieldLimits.VERSION) String release, @Nullable @Size(max = 20) String offset) {}

    record RegisterProductRequest(
            @NotNull @Pattern(regexp = "[a-z0-9]+(-[a-z0-9]+)*") @Size(max = FieldLimits.PRODUCT_ID) String id,
            @NotBlank @Size(max = FieldLimits.NAME) String name, @NotBlank @Size(max = FieldLimits.PRODUCT_LINE) String line,
            @NotNull @Size(max = FieldLimits.RELEASES) List<@Valid @NotNull ReleaseRequest> releases,
            @Nullable @Size(max = FieldLimits.LIFECYCLE_DATES) List<@Valid @NotNull LifecycleDateRequest> lifecycle,
            @Nullable @Size(max = FieldLimits.PRODUCT_ID) String successor,
            @Nullable @Size(max = FieldLimits.MIGRATION_PATH) String migrationPath) {
        Description description() {
            return new DescriptionReader().read(id, name, line, releases, lifecycle, successor, migrationPath);
        }
    }

    record DescribeProductRequest(@NotBlank @Size(max = FieldLimits.NAME) String name,
            @NotBlank @Size(max = FieldLimits.PRODUCT_LINE) String line,
            @NotNull @Size(max = FieldLimits.RELEASES) List<@Valid @NotNull ReleaseRequest> releases,
            @Nullable @Size(max = FieldLimits.LIFECYCLE_DATES) List<@Valid @NotNull LifecycleDateRequest> lifecycle,
            @Nullable @Size(max = FieldLimits.PRODUCT_ID) String successor,
            @Nullable @Size(max = FieldLimits.MIGRATION_PATH) String migrationPath) {
        Description description(String id) {
            return new DescriptionReader().read(id, name, line, releases, lifecycle, successor, migrationPath);
        }
    }

    record ReleaseResponse(@Schema(example = "9.2") String version, LocalDate releasedOn,
            @Schema(description = "Whether the vendor's day of the release has come") boolean released,
            @Schema(description = "Whether it is the newest release of its major that is generally available in the product line") boolean newest,
            @Schema(description = "Whether Professional Support is given for it today: the newest minor of its major, or a minor of "
                    + "the newest major of the product line (R5.1). The end of life of the product is not considered.") boolean supported) {
        static ReleaseResponse of(DatedVersion release, ReleaseLine line, LocalDate today) {
            var released = !release.releasedOn().isAfter(today);
            var newest = line.newestOf(release.version().major()).filter(release.version()::equals).isPresent();
            return new ReleaseResponse(release.version().toString(), release.releasedOn(), released, newest,
                    released && line.supports(release.version()));
        }
    }

    private final Products products;
    private final VendorClock time;
    private final RegisterProduct register;
    private final DescribeProduct describe;

    ProductController(Products products, VendorClock time, RegisterProduct register, DescribeProduct describe) {
        this.products = products;
        this.time = time;
        this.register = register;
        this.describe = describe;
    }

    @GetMapping
    @Operation(summary = "List the products, by id")
    Page<ProductResponse> listProducts(@Valid @ParameterObject Page.Request page) {
        var found = products.after(page.after(), page.limit() + 1);
        var today = time.today();
        var daysByLine = new HashMap<String, Map<String, LocalDate>>();
        return page.of(found, Versioned::id).map(each -> ProductResponse.of(each.state(),
                daysByLine.computeIfAbsent(lineOfRelativeDates(each.state()), products::releaseDaysOf), today));
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read a product")
    ResponseEntity<ProductResponse> getProduct(@PathVariable String id) {
        return toResponse(products.find(id).orElseThrow());
    }

    @GetMapping("/{id}/releases")
    @Operation(summary = "List the releases of a product, newest first, and which of them are supported today")
    Page<ReleaseResponse> listReleases(@PathVariable String id, @Valid @ParameterObject Page.Request page) {
        var product = products.find(id).orElseThrow().state();
        var today = time.today();
        var line = products.releasesOf(product.line(), today);
        var after = page.after();
        var found = product.description().datedVersions().stream().sorted(Comparator.comparing(DatedVersion::version).reversed())
                .dropWhile(release -> after != null && !release.version().toString().equals(after)).skip(after == null ? 0 : 1)
                .limit(page.limit() + 1L).toList();
        return page.of(found, release -> release.version().toString()).map(release -> ReleaseResponse.of(release, line, today));
    }

    @PostMapping
    @Staff({Role.PRODUCT_MANAGER, Role.ADMIN})
    @Operation(summary = "Register a product")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<ProductResponse> registerProduct(@Valid @RequestBody RegisterProductRequest body) {
        var registered = register.handle(new RegisterProduct.Command(body.id(), body.description()));
        var response = toResponse(registered);
        return ResponseEntity.created(URI.create("/api/v1/products/" + registered.id())).headers(response.getHeaders())
                .body(response.getBody());
    }

    @PutMapping("/{id}")
    @Staff({Role.PRODUCT_MANAGER, Role.ADMIN})
    @Operation(summary = "Change the description and the releases of a product")
    ResponseEntity<ProductResponse> describeProduct(@PathVariable String id, IfMatch ifMatch,
            @Valid @RequestBody DescribeProductRequest body) {
        return toResponse(describe.handle(new DescribeProduct.Command(id, ifMatch.version(), body.description(id))));
    }

    /** The tag covers the newest release and the relative days as well, which change with the calendar and other products. */
    private ResponseEntity<ProductResponse> toResponse(Versioned<Product> found) {
        var body = ProductResponse.of(found.state(), products.releaseDaysOf(lineOfRelativeDates(found.state())), time.today());
        return ResponseEntity.ok().eTag(IfMatch.etag(found.version(), body.newest() + "\n" + body.lifecycle())).body(body);
    }

    /** Without a relative date no other product counts: no line is called so. */
    private static String lineOfRelativeDates(Product product) {
        return product.description().lifecycle().stream().anyMatch(LifecycleDate::isRelative) ? product.line() : "";
    }
}
