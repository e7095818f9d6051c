package io.amparo.knowledge.product;

import io.amparo.events.product.ReleaseVersion;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A product of the catalogue with its release versions.
 *
 * @param line product line, which has all majors of the product; null in a projection that is older than this field
 * @param majors first day of each major release; empty in a projection that is older than this field
 */
public record Product(String id, Set<ReleaseVersion> releases, @Nullable String line, Map<Integer, LocalDate> majors) {
    public Product {
        majors = Map.copyOf(majors);
    }

    public Product(String id, Set<ReleaseVersion> releases) {
        this(id, releases, null, Map.of());
    }
}
