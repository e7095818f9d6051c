package io.amparo.entitlement.catalogue;

import static java.util.stream.Collectors.toMap;

import io.amparo.events.product.ReleaseLine;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * All major versions of one product: OpMon 8 and OpMon 9 form the line OpMon. It is empty if the product is not in the catalogue.
 */
public record ProductLine(List<Product> products) {
    public static final ProductLine UNKNOWN = new ProductLine(List.of());

    public ProductLine {
        products = List.copyOf(products);
    }

    /** @param day day in the vendor's zone; later releases do not count */
    public ReleaseLine releasedOn(LocalDate day) {
        return ReleaseLine.on(day, products.stream().collect(toMap(Product::id, Product::releases)));
    }

    public Optional<Product> product(String id) {
        return products.stream().filter(product -> product.id().equals(id)).findFirst();
    }
}
