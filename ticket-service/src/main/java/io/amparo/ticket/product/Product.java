package io.amparo.ticket.product;

import io.amparo.events.product.ReleaseLine.DatedVersion;
import java.util.List;

/**
 * A product of the catalogue with its releases.
 *
 * @param line product line, which has all majors of the product
 */
public record Product(String id, String line, List<DatedVersion> releases) {
    public Product {
        releases = List.copyOf(releases);
    }
}
