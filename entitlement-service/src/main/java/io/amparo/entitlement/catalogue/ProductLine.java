package io.amparo.entitlement.catalogue;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All major versions of one product: OpMon 8 and OpMon 9 form the line OpMon. It is empty if the product is not in the catalogue.
 */
public record ProductLine(List<Product> products) {
    public static final ProductLine UNKNOWN = new ProductLine(List.of());

    private static final Comparator<Version> BY_VERSION = Comparator.comparingInt(Version::major)
            .thenComparingInt(Version::minor);

    public ProductLine {
        products = List.copyOf(products);
    }

    private Stream<Version> versions() {
        return products.stream().flatMap(Product::versions);
    }

    /** Returns the newest minor version of the newest major version. */
    public Optional<Version> newest() {
        return versions().max(BY_VERSION);
    }

    /** Returns the newest minor version of a major version. */
    public Optional<Version> newestOf(int major) {
        return versions().filter(version -> version.major() == major).max(BY_VERSION);
    }

    /** Returns the product of a major version. The version identifies the installed product, not the product in the request. */
    public Optional<Product> productOf(int major) {
        return products.stream().filter(product -> product.versions().anyMatch(version -> version.major() == major)).findFirst();
    }

    public Optional<Product> product(String id) {
        return products.stream().filter(product -> product.id().equals(id)).findFirst();
    }

    /** Returns whether the version is supported: the newest minor of its major, or any minor of the newest major (R5.1). */
    public boolean supports(Version version) {
        return newest().filter(newest -> newest.major() == version.major()).isPresent()
                || newestOf(version.major()).filter(newest -> version.minor() >= newest.minor()).isPresent();
    }

    /** Returns whether there is a newer major version (R9.C5). */
    public boolean isOutdated(Version version) {
        return newest().filter(newest -> version.major() < newest.major()).isPresent();
    }
}
