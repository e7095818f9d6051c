package io.amparo.sla.quote;

import io.amparo.events.product.ReleaseLine;
import io.amparo.events.product.ReleaseLine.UnknownRelease;
import io.amparo.events.product.ReleaseVersion;
import io.amparo.platform.web.ApiException;
import io.amparo.platform.web.ApiException.Alternative;
import io.amparo.platform.web.ApiException.FieldError;
import io.amparo.platform.web.ApiException.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** Checks the product and version of a quote by the same rule as an entitlement decision (R5.1). */
final class SupportedVersionValidator {
    /** Professional Support; the other kinds may be about any version that exists. */
    private static final Set<String> SUPPORT_KINDS = Set.of("INCIDENT", "QUESTION");

    private final BiFunction<String, LocalDate, ReleaseLine> lineOfProduct;
    private final ZoneId vendorZone;

    /** @param vendorZone zone in which the day of a release begins */
    SupportedVersionValidator(BiFunction<String, LocalDate, ReleaseLine> lineOfProduct, ZoneId vendorZone) {
        this.lineOfProduct = lineOfProduct;
        this.vendorZone = vendorZone;
    }

    /**
     * @param version empty to check only that the product exists
     * @throws ApiException 422 if no installation can have this product and version, 403 if it is not supported
     */
    void validate(String kind, String product, String version, Instant at) {
        if (product.isEmpty() && version.isEmpty()) return;
        if (product.isEmpty()) throw ApiException.invalid("product", "required");
        var line = lineOfProduct.apply(product, LocalDate.ofInstant(at, vendorZone));
        var unknown = version.isEmpty() ? line.findUnknown(product) : line.findUnknown(product, version);
        if (unknown.isPresent()) throw invalid(unknown.get());
        if (!SUPPORT_KINDS.contains(kind)) return;
        ReleaseVersion.parse(version).filter(installed -> !line.supports(installed)).ifPresent(installed -> {
            throw unsupported(line, installed);
        });
    }

    private static ApiException invalid(UnknownRelease unknown) {
        return ApiException.invalid(unknown.reasonCode(),
                List.of(new FieldError(unknown.field(), unknown.code(), unknown.details().toArray())));
    }

    private static ApiException unsupported(ReleaseLine line, ReleaseVersion installed) {
        var upgrades = Stream.concat(line.newestOf(installed.major()).stream(), line.newest().stream()).distinct()
                .flatMap(newer -> line.productOf(newer.major()).stream())
                .map(product -> new Alternative("upgrade", null, "/api/v1/products/" + product)).toList();
        return ApiException.denied("version-unsupported", List.of(new Reason("version-unsupported", "5.release", null)),
                upgrades);
    }
}
