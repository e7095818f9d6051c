package io.amparo.knowledge.certificate;

import static java.util.Comparator.comparing;

import io.amparo.knowledge.product.Product;
import io.amparo.knowledge.product.Products;
import java.time.LocalDate;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The major releases of the product lines, and the last day that they give to certificates of an older major. */
final class MajorReleases {
    private final Products products;
    private final Period validityAfterMajor;

    MajorReleases(Products products, Period validityAfterMajor) {
        this.products = products;
        this.validityAfterMajor = validityAfterMajor;
    }

    void forEachProduct(Consumer<Product> action) {
        products.forEach(action);
    }

    /** Returns the newest major that is released on this day; 0 if there is none. */
    int newest(Product product, LocalDate today) {
        return line(product).stream().flatMap(each -> each.majors().entrySet().stream())
                .filter(major -> !major.getValue().isAfter(today)).mapToInt(Map.Entry::getKey).max().orElse(0);
    }

    /**
     * Returns the end of certificates about this major: the newer major that was released first gives it. A release of a later
     * day does not count yet.
     */
    Optional<MajorEnd> end(@Nullable String productId, @Nullable Integer major, LocalDate today) {
        if (productId == null || major == null) return Optional.empty();
        return products.find(productId).stream().flatMap(product -> line(product).stream())
                .flatMap(each -> each.majors().entrySet().stream())
                .filter(newer -> newer.getKey() > major && !newer.getValue().isAfter(today))
                .min(comparing(Map.Entry<Integer, LocalDate>::getValue).thenComparing(Map.Entry::getKey))
                .map(newer -> new MajorEnd(newer.getValue().plus(validityAfterMajor), newer.getKey()));
    }

    private List<Product> line(Product product) {
        return product.line() == null ? List.of(product) : products.ofLine(product.line());
    }
}
