package io.amparo.entitlement.catalogue;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.amparo.events.product.ReleaseLine;
import io.amparo.events.product.ReleaseLine.DatedVersion;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All major versions of one product: OpMon 8 and OpMon 9 form the line OpMon. It is empty if the product is not in the catalogue.
 */
public final class ProductLine {
    public static final ProductLine UNKNOWN = new ProductLine(List.of());

    private final List<Product> products;
    private final Map<String, List<DatedVersion>> releases;

    public ProductLine(List<Product> products) {
        this.products = List.copyOf(products);
        this.releases = products.stream().collect(toUnmodifiableMap(Product::id, Product::releases));
    }

    /** @param day day in the vendor's zone; later releases do not count */
    public ReleaseLine releasedOn(LocalDate day) {
        return ReleaseLine.on(day, releases);
    }

    public Optional<Product> product(String id) {
        for (var product : products) if (product.id().equals(id)) return Optional.of(product);
        return Optional.empty();
    }
}
