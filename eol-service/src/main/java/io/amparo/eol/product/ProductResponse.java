package io.amparo.eol.product;

import io.amparo.events.Vocabulary.LifecycleBasis;
import io.amparo.events.Vocabulary.LifecyclePhase;
import io.amparo.events.product.ProductEvent.Release;
import io.swagger.v3.oas.annotations.media.Schema;
import io.amparo.platform.Adapter;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A product of the catalogue in a response.
 *
 * @param endOfLife first day without support; null if none is announced
 * @param newest newest release that is generally available today
 * @param lifecycle other days in the life of the product, as planned in the catalogue
 */
@Adapter
record ProductResponse(String id, String name, String line, List<Release> releases, @Nullable LocalDate endOfLife,
        @Nullable String successor, @Nullable String migrationPath,
        @Schema(description = "Newest release that is generally available today, by number: 9.10 is newer than 9.9", example = "9.2") @Nullable String newest,
        List<LifecycleDateResponse> lifecycle) {

    record LifecycleDateResponse(LifecyclePhase phase, LifecycleBasis basis,
            @Schema(description = "The day; missing if it is relative to a release that the catalogue does not have") @Nullable LocalDate day,
            @Schema(description = "Version of the release to which the day is relative", example = "10.0") @Nullable String release,
            @Schema(description = "Time after the general availability of that release, as ISO 8601 period", example = "P6M") @Nullable String offset) {}

    /** @param releaseDays days of general availability of the line, by version */
    static ProductResponse of(Product product, Map<String, LocalDate> releaseDays, LocalDate today) {
        return new ProductResponse(product.id(), product.name(), product.line(), product.releases(),
                product.endOfLife().orElse(null), product.successor().orElse(null), product.migrationPath().orElse(null),
                product.description().newestOn(today).map(Release::version).orElse(null),
                product.description().lifecycle().stream().map(date -> toResponse(date, releaseDays)).toList());
    }

    private static LifecycleDateResponse toResponse(LifecycleDate date, Map<String, LocalDate> releaseDays) {
        return new LifecycleDateResponse(date.phase(), date.basis(), date.resolve(releaseDays).orElse(null), date.release(),
                date.offset() == null ? null : date.offset().toString());
    }
}
